import { openDB, type IDBPTransaction } from 'idb';
import { schemaVersion, upgrade, type Database, type StoreName, type UnrollSchema } from './schema.ts';
import { StoreError } from './store-error.ts';

/** What other tabs and the browser do to the connection; the shell tells the student. */
export type StoreEvent =
  /** Another tab holds an older version open: the database opens as soon as that tab is closed. */
  | 'blocked'
  /** Another tab brought a newer version: this page can store nothing until it is reloaded. */
  | 'outdated'
  /** The browser closed the connection (site data cleared, disk trouble); the next attempt opens a new one. */
  | 'closed'
  /** The database was deleted; the next attempt makes a new one, empty. */
  | 'deleted';

export interface ConnectionOptions {
  /** The database's name. */
  readonly name?: string;
  readonly tell?: (event: StoreEvent) => void;
}

type Reading<N extends StoreName> = IDBPTransaction<UnrollSchema, N[], 'readonly'>;
type Writing<N extends StoreName> = IDBPTransaction<UnrollSchema, N[], 'readwrite'>;

/** The one connection to the database: opens when first used, again after it was lost. All rejections are StoreErrors. */
export class Connection {
  private opening: Promise<Database> | undefined;
  private outdated = false;
  private readonly name: string;
  private readonly tell: (event: StoreEvent) => void;

  constructor({ name = 'unroll', tell = () => {} }: ConnectionOptions = {}) {
    this.name = name;
    this.tell = tell;
  }

  async read<N extends StoreName, T>(stores: N[], work: (transaction: Reading<N>) => Promise<T>): Promise<T> {
    try {
      const transaction = await this.begin((database) => database.transaction(stores, 'readonly'));
      return await settle(transaction, work);
    } catch (error) {
      throw StoreError.from(error, `reading ${stores.join(', ')}`);
    }
  }

  /**
   * All or nothing. Resolves only when the browser reports the transaction complete, with `durability: 'strict'`: the
   * bytes are then on the disk, not only with the operating system.
   */
  async write<N extends StoreName, T>(stores: N[], work: (transaction: Writing<N>) => Promise<T>): Promise<T> {
    try {
      const transaction = await this.begin((database) =>
        database.transaction(stores, 'readwrite', { durability: 'strict' }),
      );
      return await settle(transaction, work);
    } catch (error) {
      throw StoreError.from(error, `writing ${stores.join(', ')}`);
    }
  }

  async close(): Promise<void> {
    const database = await this.opening?.catch(() => undefined);
    this.opening = undefined;
    database?.close();
  }

  private async begin<T>(transaction: (database: Database) => T): Promise<T> {
    const database = await this.database();
    try {
      return transaction(database);
    } catch (error) {
      // The connection began to close without a word: once more, with a new one.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError' || this.outdated) throw error;
      this.opening = undefined;
      return transaction(await this.database());
    }
  }

  private database(): Promise<Database> {
    if (this.outdated) throw new StoreError('outdated', 'the database belongs to a newer version of the app');
    this.opening ??= this.connect().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private connect(): Promise<Database> {
    if (typeof indexedDB === 'undefined') throw new StoreError('unavailable', 'this browser has no IndexedDB');
    return openDB<UnrollSchema>(this.name, schemaVersion, {
      upgrade: (database, from, _to, transaction) => upgrade({ database, transaction }, { from, to: schemaVersion }),
      blocked: () => this.tell('blocked'),
      blocking: (_current, wanted, event) => {
        // Whoever waits for this one, a tab with a newer app or a deletion, would look broken if it stood in the way.
        (event.target as IDBDatabase).close();
        this.opening = undefined;
        this.outdated = wanted !== null;
        this.tell(wanted === null ? 'deleted' : 'outdated');
      },
      terminated: () => {
        this.opening = undefined;
        this.tell('closed');
      },
    });
  }
}

interface Settling {
  readonly done: Promise<void>;
  abort(): void;
}

/** Runs the work, then waits for `complete`. A failed work leaves nothing behind. */
async function settle<X extends Settling, T>(transaction: X, work: (transaction: X) => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work(transaction);
  } catch (error) {
    abort(transaction);
    // Where the transaction failed by itself it knows why (quota); a request only knows that it was aborted.
    const reason: unknown = await transaction.done.catch((cause: unknown) => cause);
    throw isQuota(reason) ? reason : error;
  }
  await transaction.done;
  return result;
}

function abort(transaction: Settling): void {
  try {
    transaction.abort();
  } catch {
    // It is aborted already: `done` tells the reason.
  }
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
