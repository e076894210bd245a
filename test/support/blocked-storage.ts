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
