/** Opens the recurrence lab for an address, and keeps the session of the one in sight. */
import type { Network } from '../streams/network.ts';
import type { Store } from '../store/store.ts';
import { StoredLab } from './lab-memory.ts';
import { LabSession, ownLab } from './lab-session.ts';
import { openRun } from './open-run.ts';
import type { Route } from './router.ts';

type LabRoute = Extract<Route, { screen: 'lab' }>;

export class LabRoom {
  private session: LabSession | undefined;

  constructor(private readonly store: () => Promise<Store>) {}

  /** The network of the lab opened last. */
  get network(): Network | undefined {
    return this.session?.current.network;
  }

  /** Rejects with OpenRunError, or with the store's error, when a run was asked for that cannot be opened. */
  async enter({ cell, run, step }: LabRoute): Promise<LabSession> {
    const start = run === undefined ? undefined : await openRun(await this.store(), run, step);
    // The one before writes its place down as it goes; the next one may be its heir.
    this.session?.dispose();
    this.session = start
      ? new LabSession({ start, memory: new StoredLab(`unroll.lab.run.${run ?? ''}`) })
      : ownLab(cell, new StoredLab(`unroll.lab.${cell}`));
    return this.session;
  }
}
