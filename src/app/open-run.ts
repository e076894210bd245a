/** A trained run as a lab document: its own network and weights, and a text that its vocabulary can write. */
import { charactersOf } from '../datasets/text.ts';
import { recurrenceLab } from '../lessons/recurrence-lab.ts';
import type { StackSpec } from '../nn/model.ts';
import { sizeOf } from '../nn/shape.ts';
import { traceModel } from '../nn/trace-model.ts';
import type { RunRecord } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { cellLayers, withText, type LabDocument } from './lab-document.ts';
import { networkAt } from './network-at.ts';
import { labCells, type LabCell } from './router.ts';

/** A run that cannot be opened for a closer look. */
export class OpenRunError extends Error {
  override readonly name = 'OpenRunError';
  constructor(
    readonly reason: 'missing' | 'no-weights' | 'not-recurrent',
    id: string,
  ) {
    super(`run ${id}: ${reason}`);
  }
}

type Reads = Pick<Store, 'runs' | 'checkpoints' | 'moments'>;

/** A recurrent run that reads characters, with the weights of one of its steps. */
export interface RunAt {
  readonly run: RunRecord;
  readonly model: StackSpec;
  readonly cell: LabCell;
  readonly step: number;
  /** As in `TrainingState`. */
  readonly parameters: Float32Array;
}

/**
 * With the weights of a step, or of the nearest that is kept; without one, the latest. Rejects with OpenRunError, or
 * with the store's own error.
 */
export async function runAt(store: Reads, id: string, step?: number): Promise<RunAt> {
  const run = await store.runs.get(id);
  if (run === undefined) throw new OpenRunError('missing', id);
  const weights = await networkAt(store, { run: id, ...(step !== undefined && { step }) });
  if (weights === undefined) throw new OpenRunError('no-weights', id);
  const { model } = run.settings;
  if (model.shape !== 'stack') throw new OpenRunError('not-recurrent', id);
  const cell = labCells.find((each) => each === cellLayers(model)[0].type);
  if (cell === undefined) throw new OpenRunError('not-recurrent', id);
  return { run, model, cell, ...weights };
}

/** As `runAt`; the document tells the step. */
export async function openRun(store: Reads, id: string, step?: number): Promise<LabDocument> {
  const { run, model, cell, step: kept, parameters } = await runAt(store, id, step);
  const document: LabDocument = {
    cell,
    spec: model,
    vocabulary: run.vocabulary,
    text: '',
    steps: 1,
    parameters: byName(model, parameters),
    // one plain step on one short text, at the run's own rate
    optimizer: { type: 'sgd', learning_rate: run.settings.optimizer.learning_rate },
    updates: 0,
    run: { id, name: run.name, step: kept },
  };
  return withText(document, promptFor(run.vocabulary));
}

/** The first prompt that the vocabulary can write; else its own first characters. */
export function promptFor(vocabulary: readonly string[]): string {
  const known = new Set(vocabulary);
  const fitting = recurrenceLab.prompts.find((prompt) => charactersOf(prompt).every((each) => known.has(each)));
  return (
    fitting ??
    vocabulary
      .filter((each) => each.trim() !== '')
      .concat(vocabulary, vocabulary)
      .slice(0, 8)
      .join('')
  );
}

/** All parameters in the trace's order, one behind the other, as the worker hands them over. */
function byName(model: LabDocument['spec'], packed: Float32Array): Record<string, Float64Array> {
  let offset = 0;
  const entries = traceModel(model).parameters.map(({ name, shape }) => {
    const values = Float64Array.from(packed.subarray(offset, (offset += sizeOf(shape))));
    return [name, values] as const;
  });
  if (offset !== packed.length) throw new Error(`parameters: expected ${offset} numbers, got ${packed.length}`);
  return Object.fromEntries(entries);
}
