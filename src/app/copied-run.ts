import type { RunRecord } from '../store/schema.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { newId } from './new-run.ts';
import { freeName } from './run-names.ts';

/**
 * A new run of the same settings and data: `from` its beginning, or from the state that is saved, with what it wrote and
 * the networks that were kept along it. Resolves with its id. Rejects with StoreError.
 */
export async function copyRun(store: Store, id: string, from: 'start' | 'state'): Promise<string> {
  const { runs, checkpoints } = store;
  const [record, all] = await Promise.all([runs.get(id), runs.list()]);
  if (record === undefined) throw new StoreError('missing', `run ${id}: expected a record, got none`);
  const taken = all.map(({ name }) => name);
  const now = Date.now();
  // nobody interrupted the copy
  const { training: _training, ...settled } = record;
  const copy = { ...settled, id: newId(), name: freeName(record.name, taken), created: now, updated: now };
  const loaded = from === 'state' ? await checkpoints.latest(id) : undefined;
  if (loaded === undefined) await runs.add(begun(copy));
  else {
    const isReached = ({ step }: { readonly step: number }) => step <= loaded.step;
    const samples = (await runs.samples(id)).filter(isReached);
    const moments = (await store.moments.list(id)).filter(isReached);
    await checkpoints.save({
      run: copy,
      state: loaded.state,
      samples: samples.map((sample) => ({ ...sample, run: copy.id })),
      moments: moments.map((moment) => ({ ...moment, run: copy.id })),
    });
  }
  return copy.id;
}

/** The same settings before the first step. */
function begun({ loss: _loss, divergedAt: _at, ...record }: RunRecord): RunRecord {
  return { ...record, step: 0, curve: [], status: 'unfinished', trained: 0 };
}
