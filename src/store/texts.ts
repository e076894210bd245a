import { crc32 } from './checksum.ts';
import type { Connection } from './connection.ts';
import type { TextRecord } from './schema.ts';

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
}
