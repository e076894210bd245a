/** Held while a run trains, so that two tabs never train the same one and overwrite each other's checkpoints. */
export interface RunLock {
  release(): void;
}

/** Undefined where another tab holds it. A browser without locks (an insecure address) gives it unseen. */
export function lockRun(id: string): Promise<RunLock | undefined> {
  if (!('locks' in navigator)) return Promise.resolve({ release: () => {} });
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`unroll-run-${id}`, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(undefined);
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(reject);
  });
}
