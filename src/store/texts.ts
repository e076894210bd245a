import { crc32 } from './checksum.ts';
import type { Connection } from './connection.ts';
import type { RunRecord, TextRecord } from './schema.ts';
import { StoreError } from './store-error.ts';

/** What is shown of a kept text. */
export interface KeptText extends Omit<TextRecord, 'text'> {
  /** UTF-8. */
  readonly bytes: number;
  /** Code points. */
  readonly characters: number;
  /** Names of the runs that learn it, first begun first; deleted ones are left out. */
  readonly runs: readonly string[];
  /** A run that can still be brought back learns it. */
  readonly isAwaited: boolean;
}

/** Students' own texts, each kept once. All rejections are StoreErrors. */
export class Texts {
  constructor(private readonly connection: Connection) {}

  /** Keeps a text, or finds that it is kept already; resolves with its key. */
  put(text: string, title: string): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    const hash = `${crc32(bytes).toString(16).padStart(8, '0')}-${bytes.length}`;
    return this.connection.write(['texts'], async (transaction) => {
      const texts = transaction.objectStore('texts');
      // Two texts of one hash and length are unlikely, not impossible: the second gets a key of its own.
      for (let n = 0; ; n++) {
        const key = n === 0 ? hash : `${hash}-${n}`;
        const stored = await texts.get(key);
        if (stored?.text === text) return key;
        if (stored !== undefined) continue;
        await texts.add({ key, title, text, created: Date.now() });
        return key;
      }
    });
  }

  get(key: string): Promise<TextRecord | undefined> {
    return this.connection.read(['texts'], (transaction) => transaction.objectStore('texts').get(key));
  }

  /** Last kept first. */
  list(): Promise<KeptText[]> {
    return this.connection.read(['texts', 'runs'], async (transaction) => {
      const [texts, runs] = await Promise.all([
        transaction.objectStore('texts').getAll(),
        transaction.objectStore('runs').getAll(),
      ]);
      return texts.map((text) => keptText(text, runs)).toSorted((a, b) => b.created - a.created);
    });
  }

  /**
   * Takes a text away that no run learns, and resolves with it, so that it can be put back. Rejects with kind `in-use`
   * where one does, deleted ones that can be brought back included, and with `missing` where there is no such text.
   */
  remove(key: string): Promise<TextRecord> {
    return this.connection.write(['texts', 'runs'], async (transaction) => {
      const texts = transaction.objectStore('texts');
      const record = await texts.get(key);
      if (record === undefined) throw new StoreError('missing', `text ${key}: expected a record, got none`);
      const runs = await transaction.objectStore('runs').getAll();
      const user = runs.find((run) => learns(run, key));
      if (user !== undefined) throw new StoreError('in-use', `text ${key}: run ${user.id} learns it`);
      await texts.delete(key);
      return record;
    });
  }
}

function keptText({ text, ...record }: TextRecord, runs: readonly RunRecord[]): KeptText {
  const users = runs.filter((run) => learns(run, record.key)).toSorted((a, b) => a.created - b.created);
  return {
    ...record,
    bytes: new TextEncoder().encode(text).length,
    characters: [...text].length,
    runs: users.filter(({ removed }) => removed === undefined).map(({ name }) => name),
    isAwaited: users.some(({ removed }) => removed !== undefined),
  };
}

function learns({ data }: RunRecord, key: string): boolean {
  return data.kind === 'own' && data.text === key;
}
