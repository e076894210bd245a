import { heldLock } from './run-lock.ts';

/** Whether another tab trains a run, and when it lets it go. One run is waited for at a time. */
export class OtherTab {
  private waiting: AbortController | undefined;

  /** Whether another tab has it; if so, `free` is called when it lets go, unless another run is waited for by then. */
  async has(id: string, free: () => void): Promise<boolean> {
    this.forget();
    const waiting = new AbortController();
    this.waiting = waiting;
    const held = await heldLock(id, waiting.signal);
    held?.free.then(free, (error: unknown) => waiting.signal.aborted || reportError(error));
    return held !== undefined;
  }

  /** Waits no longer. */
  forget(): void {
    this.waiting?.abort();
  }
}
