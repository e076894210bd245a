/** Held while a run trains, so that two tabs never train the same one and overwrite each other's checkpoints. */
export interface RunLock {
  release(): void;
}

/** Undefined where another tab holds it. A browser without locks (an insecure address) gives it unseen. */
export function lockRun(id: string): Promise<RunLock | undefined> {
  if (!('locks' in navigator)) return Promise.resolve({ release: () => {} });
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(id), { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(undefined);
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(reject);
  });
}

/**
 * Whether another tab, or this one, holds it. `free` resolves when it is let go; abort the signal to wait no longer,
 * which rejects.
 */
export async function heldLock(id: string, signal: AbortSignal): Promise<{ readonly free: Promise<void> } | undefined> {
  if (!('locks' in navigator)) return undefined;
  const { held = [] } = await navigator.locks.query();
  if (!held.some(({ name }) => name === lockName(id))) return undefined;
  return { free: navigator.locks.request(lockName(id), { mode: 'shared', signal }, () => Promise.resolve()) };
}

function lockName(id: string): string {
  return `unroll-run-${id}`;
}
