/** What went wrong, for the screen to say in the student's language. */
export type StoreErrorKind =
  /** The device has no room left, or the browser gives this page none. */
  | 'quota'
  /** The browser keeps nothing here: private mode, blocked site data, no IndexedDB. */
  | 'unavailable'
  /** A newer version of the app has changed the database: this page must be reloaded. */
  | 'outdated'
  /** The browser closed the connection; the next attempt opens a new one. */
  | 'closed'
  /** No checkpoint of the run is whole. */
  | 'damaged'
  /** What was asked for is not there (any more). */
  | 'missing'
  /** Something else still needs it. */
  | 'in-use'
  /** Anything else; `cause` tells. */
  | 'failed';

/** Every rejection of the store is one of these. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    readonly kind: StoreErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Names the kind of a browser's error. `place` says what was being done. */
  static from(error: unknown, place: string): StoreError {
    if (error instanceof StoreError) return error;
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    return new StoreError(kinds[name] ?? 'failed', `${place}: ${String(error)}`, { cause: error });
  }
}

const kinds: Readonly<Record<string, StoreErrorKind>> = {
  QuotaExceededError: 'quota',
  VersionError: 'outdated',
  // Firefox and Safari answer so in private mode or with site data blocked.
  SecurityError: 'unavailable',
  InvalidStateError: 'closed',
  AbortError: 'closed',
  // Chromium says so when its database files are gone or the disk fails.
  UnknownError: 'closed',
};
