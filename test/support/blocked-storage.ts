/** Runs work as where site data is blocked: the very name `localStorage` throws. */
export async function withBlockedStorage(work: () => unknown): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
  });
  try {
    await work();
  } finally {
    if (own === undefined) delete (globalThis as Partial<typeof globalThis>).localStorage;
    else Object.defineProperty(globalThis, 'localStorage', own);
  }
}

/** Runs work as where the browser keeps no database: none can be opened. */
export async function withBlockedDatabase(work: () => unknown): Promise<void> {
  Object.defineProperty(indexedDB, 'open', {
    configurable: true,
    value: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  try {
    await work();
  } finally {
    // the browser's own is the prototype's
    Reflect.deleteProperty(indexedDB, 'open');
  }
}
