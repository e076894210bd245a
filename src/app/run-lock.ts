/** Held while a run trains, so that two tabs never train the same one and overwrite each other's checkpoints. */
export interface RunLock {
  release(): void;
}

/**
 * Undefined where another tab holds it. One that waits for it to be let go, and has it for a moment then, is let pass
 * (`heldLock`). A browser without locks (an insecure address) gives it unseen.
 */
export async function lockRun(id: string): Promise<RunLock | undefined> {
  if (!('locks' in navigator)) return { release: () => {} };
  let lock = await freeLock(id);
  while (lock === undefined && !(await isHeldToTrain(id))) lock = await freeLock(id);
  return lock;
}

function freeLock(id: string): Promise<RunLock | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(id), { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(undefined);
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(reject);
  });
}

async function isHeldToTrain(id: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name, mode }) => name === lockName(id) && mode === 'exclusive');
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
