import { Checkpoints } from './checkpoints.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { Moments } from './moments.ts';
import { Runs } from './runs.ts';
import { Texts } from './texts.ts';

/** Everything this device keeps. The page has one; nothing is opened before the first use. */
export class Store {
  readonly runs: Runs;
  readonly checkpoints: Checkpoints;
  readonly texts: Texts;
  readonly moments: Moments;
  private readonly connection: Connection;

  constructor(options: ConnectionOptions = {}) {
    this.connection = new Connection(options);
    this.runs = new Runs(this.connection);
    this.checkpoints = new Checkpoints(this.connection);
    this.texts = new Texts(this.connection);
    this.moments = new Moments(this.connection);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
