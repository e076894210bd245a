/** Every worker that is made from here on: the real one, with a hand on it, since a crash must be made from outside. */
export class RecordedWorkers {
  /** In the order in which they were made. */
  readonly made: Worker[] = [];
  private readonly original = globalThis.Worker;

  constructor() {
    const { made, original } = this;
    globalThis.Worker = class extends original {
      constructor(...parameters: ConstructorParameters<typeof Worker>) {
        super(...parameters);
        made.push(this);
      }
    };
  }

  /** The last one, or that one, crashes: it answers nothing any more, and the page is told. */
  crash(worker: Worker | undefined = this.made.at(-1)): void {
    if (worker === undefined) throw new Error('crash: expected a worker, none was made');
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }));
  }

  /** Workers are made as before. */
  end(): void {
    globalThis.Worker = this.original;
  }
}
