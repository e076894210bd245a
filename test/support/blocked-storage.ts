/** Runs work as where site data is blocked: the very name `localStorage` throws. */
export function withBlockedStorage(work: () => unknown): Promise<void> {
  const get = (): never => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  return withProperty(globalThis, 'localStorage', { get }, work);
}

/** Runs work as where the browser keeps no database: none can be opened. */
export function withBlockedDatabase(work: () => unknown): Promise<void> {
  const open = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  return withProperty(indexedDB, 'open', { value: open }, work);
}

/** Runs work while an object has another property of its own. */
async function withProperty(
  object: object,
  name: string,
  property: PropertyDescriptor,
  work: () => unknown,
): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { ...property, configurable: true });
  try {
    await work();
  } finally {
    if (own === undefined) Reflect.deleteProperty(object, name);
    else Object.defineProperty(object, name, own);
  }
}
