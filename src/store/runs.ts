import type { Connection } from './connection.ts';
import { dropMoments } from './moments.ts';
import type { RunRecord, SampleRecord } from './schema.ts';
import { StoreError } from './store-error.ts';

const everything = ['runs', 'checkpoints', 'samples', 'texts', 'moments'] as const;

/** The runs as a list: names, curves and settings, without their weights. All rejections are StoreErrors. */
export class Runs {
  constructor(private readonly connection: Connection) {}

  /** Last touched first. Deleted ones are left out. */
  list(): Promise<RunRecord[]> {
    return this.connection.read(['runs'], async (transaction) => {
      const records = await transaction.objectStore('runs').index('updated').getAll();
      return records.filter(({ removed }) => removed === undefined).toReversed();
    });
  }

  /** Undefined where there is no such run, or it was deleted. */
  get(id: string): Promise<RunRecord | undefined> {
    return this.connection.read(['runs'], async (transaction) => {
      const record = await transaction.objectStore('runs').get(id);
      return record?.removed === undefined ? record : undefined;
    });
  }

  /** What the run wrote, first step first. */
  samples(id: string): Promise<SampleRecord[]> {
    return this.connection.read(['samples'], (transaction) =>
      transaction.objectStore('samples').getAll(IDBKeyRange.bound([id, 0], [id, Infinity])),
    );
  }

  /** Keeps a run that has no checkpoint yet. */
  add(run: RunRecord): Promise<void> {
    return this.connection.write(['runs'], async (transaction) => {
      await transaction.objectStore('runs').add(run);
    });
  }

  /** Rejects with kind `missing` where there is no such run. */
  rename(id: string, name: string): Promise<void> {
    return this.edit(id, (record) => ({ ...record, name }));
  }

  /** Hides a run; `restore` brings it back until `purge`. */
  remove(id: string): Promise<void> {
    return this.edit(id, (record) => ({ ...record, removed: Date.now() }));
  }

  restore(id: string): Promise<void> {
    return this.edit(id, ({ removed: _, ...record }) => record);
  }

  /** Takes deleted runs away for good, and own texts that only they learned. Returns how many runs went. */
  purge({ removedBefore = Infinity } = {}): Promise<number> {
    return this.connection.write([...everything], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const checkpoints = transaction.objectStore('checkpoints');
      const records = await runs.getAll();
      const gone = records.filter(({ removed = Infinity }) => removed < removedBefore);
      for (const { id } of gone) {
        const keys = await checkpoints.index('run').getAllKeys(id);
        await Promise.all(keys.map((key) => checkpoints.delete(key)));
        await transaction.objectStore('samples').delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
        await dropMoments(transaction, { run: id });
        await runs.delete(id);
      }
      const textsOf = (some: readonly RunRecord[]) =>
        some.flatMap(({ data }) => (data.kind === 'own' ? [data.text] : []));
      const used = new Set(textsOf(records.filter((record) => !gone.includes(record))));
      const unused = textsOf(gone).filter((key) => !used.has(key));
      await Promise.all(unused.map((key) => transaction.objectStore('texts').delete(key)));
      return gone.length;
    });
  }

  private edit(id: string, change: (record: RunRecord) => RunRecord): Promise<void> {
    return this.connection.write(['runs'], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const record = await runs.get(id);
      if (record === undefined) throw new StoreError('missing', `run ${id}: expected a record, got none`);
      await runs.put(change(record));
    });
  }
}
