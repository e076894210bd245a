import type { IDBPTransaction } from 'idb';
import type { Connection } from './connection.ts';
import type { MomentRecord, StoreName, UnrollSchema } from './schema.ts';
import { momentsKept, thinned } from './thinned.ts';

/** All of a run's, first step first. */
const ofRun = (run: string, from = 0) => IDBKeyRange.bound([run, from], [run, Infinity]);

/** Networks along a run, a few of them. They are written with its checkpoints. All rejections are StoreErrors. */
export class Moments {
  constructor(private readonly connection: Connection) {}

  /** The steps that are kept, first step first. */
  steps(run: string): Promise<number[]> {
    return this.connection.read(['moments'], async (transaction) => {
      const keys = await transaction.objectStore('moments').getAllKeys(ofRun(run));
      return keys.map(([, step]) => step);
    });
  }

  /** All that are kept, weights and all, first step first. */
  list(run: string): Promise<MomentRecord[]> {
    return this.connection.read(['moments'], (transaction) => transaction.objectStore('moments').getAll(ofRun(run)));
  }

  get(run: string, step: number): Promise<MomentRecord | undefined> {
    return this.connection.read(['moments'], (transaction) => transaction.objectStore('moments').get([run, step]));
  }
}

type Writing<N extends StoreName> = IDBPTransaction<UnrollSchema, N[], 'readwrite'>;

/** Adds moments and thins all of the run out; resolves with the steps that are kept. */
export async function putMoments<N extends StoreName>(
  transaction: Writing<N | 'moments'>,
  { run, moments }: { readonly run: string; readonly moments: readonly MomentRecord[] },
): Promise<readonly number[]> {
  const store = transaction.objectStore('moments');
  await Promise.all(moments.map((moment) => store.put(moment)));
  const steps = (await store.getAllKeys(ofRun(run))).map(([, step]) => step);
  const bytes = moments.at(0)?.parameters.byteLength;
  if (bytes === undefined) return steps;
  const kept = thinned(steps, momentsKept(bytes));
  await Promise.all(steps.filter((step) => !kept.includes(step)).map((step) => store.delete([run, step])));
  return kept;
}

/** Takes away those after a step. */
export async function dropMoments<N extends StoreName>(
  transaction: Writing<N | 'moments'>,
  { run, after = -1 }: { readonly run: string; readonly after?: number },
): Promise<void> {
  await transaction.objectStore('moments').delete(ofRun(run, after + 1));
}
