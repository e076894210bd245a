/** The browser's storage for this page: how much is used, and whether it may be taken away. */

export interface StorageUse {
  /** Bytes, as the browser estimates them; absent where it does not tell. */
  readonly used?: number;
  readonly left?: number;
  /** Whether the browser has promised not to clear it under pressure. */
  readonly persistent: boolean;
}

export async function storageUse(): Promise<StorageUse> {
  if (!('storage' in navigator)) return { persistent: false };
  const { usage, quota } = await navigator.storage.estimate();
  return {
    ...(usage === undefined ? {} : { used: usage }),
    ...(usage === undefined || quota === undefined ? {} : { left: Math.max(0, quota - usage) }),
    persistent: await navigator.storage.persisted(),
  };
}

/** Asks the browser not to clear this page's storage; resolves with its answer. Some ask the student. */
export async function askToPersist(): Promise<boolean> {
  if (!('storage' in navigator)) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
