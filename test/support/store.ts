import { deleteDB } from 'idb';
import { Store } from '../../src/store/store.ts';
import type { StoreEvent } from '../../src/store/connection.ts';
import type { RunRecord } from '../../src/store/schema.ts';
import type { TrainingState } from '../../src/train/protocol.ts';
import { parseModel } from '../../src/nn/model.ts';

const opened: Store[] = [];
const names = new Set<string>();

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await Promise.all([...names].map((name) => deleteDB(name)));
  names.clear();
});

/** A database of its own for one test; it is deleted afterwards. */
export function databaseName(): string {
  const name = `test-${crypto.randomUUID()}`;
  names.add(name);
  return name;
}

/** A store over a real IndexedDB; closed after the test. */
export function openStore({ name = databaseName(), tell }: { name?: string; tell?: (event: StoreEvent) => void } = {}) {
  const store = new Store({ name, ...(tell ? { tell } : {}) });
  opened.push(store);
  return store;
}

/** A record as the train session writes it. */
export function runRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run-1',
    name: 'LSTM · hello',
    created: 1000,
    updated: 2000,
    settings: {
      model: parseModel({
        shape: 'stack',
        input: { kind: 'ids', shape: [], sequence: true },
        layers: [
          { name: 'x', type: 'one-hot', vocabulary: 3 },
          { name: 'cell', type: 'lstm', units: 2 },
          { name: 'logits', type: 'dense', units: 3, activation: 'linear' },
        ],
        loss: { type: 'cross-entropy' },
      }),
      optimizer: { type: 'sgd', learning_rate: 0.1 },
      batch: 1,
      length: 4,
      carry: true,
      seed: 1,
      steps: 100,
    },
    data: { kind: 'austen' },
    vocabulary: ['a', 'b', 'c'],
    step: 10,
    curve: [{ step: 10, loss: 1.5 }],
    status: 'unfinished',
    trained: 500,
    ...changes,
  };
}

/** A complete state; its numbers differ with the step. */
export function trainingState(step: number, size = 16): TrainingState {
  const numbers = (from: number) => Float32Array.from({ length: size }, (_, n) => Math.sin(from + n));
  return {
    version: 2,
    kernels: 'reference',
    step,
    parameters: numbers(step),
    slots: [numbers(step + 0.5), numbers(step + 0.25)],
    carried: [numbers(-step)],
    random: [1, 2, 3, step],
    epoch: 0,
    position: step,
    order: Uint32Array.of(0, 7, step),
    losses: Float32Array.from({ length: step }, (_, n) => 4 - n / 100),
    norms: Float32Array.from({ length: step }, () => 1),
    evaluations: [],
  };
}
