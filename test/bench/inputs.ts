/** The same starting weights and the same batch for every engine, from our own seeded generator. */
import { Random } from '../../src/nn/random.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import type { CnnWork, MlpWork, SequenceWork, Work } from './works.ts';

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const SEED = 7;

/**
 * Weights uniform in ±3/√(fan in), biases in ±½: larger than one would start with, so that gates are far from ½ and the
 * first losses tell a wrong equation from a right one.
 */
export function parametersOf({ parameters }: Work): Record<string, Tensor> {
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const limit = shape.length === 1 ? 0.5 : 3 / Math.sqrt(sizeOf(shape.slice(1)));
      return [name, { shape, data: uniform(shape, { limit, purpose: name }) }];
    }),
  );
}

/** Row-major: inputs `[batch, inputs]` or `[batch, 1, side, side]` in 0 … 1, targets `[batch]`. */
export function imagesOf(work: MlpWork | CnnWork): { readonly inputs: Tensor; readonly targets: Int32Array } {
  const { batch, classes } = work;
  const shape = work.kind === 'mlp' ? [batch, work.inputs] : [batch, 1, work.side, work.side];
  const data = uniform(shape, { limit: 0.5, purpose: 'images' }).map((value) => value + 0.5);
  return { inputs: { shape, data }, targets: numbersBelow(classes, { count: batch, purpose: 'classes' }) };
}

/** Characters `[batch, steps]`: each target is the next input. */
export function textOf({ vocabulary, steps, batch }: SequenceWork): { inputs: Int32Array; targets: Int32Array } {
  const text = numbersBelow(vocabulary, { count: batch * (steps + 1), purpose: 'text' });
  const pick = (from: number) =>
    Int32Array.from(
      { length: batch * steps },
      (_, n) => text[Math.floor(n / steps) * (steps + 1) + (n % steps) + from],
    );
  return { inputs: pick(0), targets: pick(1) };
}

/** `[batch, steps]` as `[steps, batch]`. */
export function timeMajor(ids: Int32Array, { batch, steps }: { batch: number; steps: number }): Int32Array {
  return ids.map((_, n) => ids[(n % batch) * steps + Math.floor(n / batch)]);
}

/** Rows `[ids, classes]` of zeros with a one at each id. */
export function oneHotRows(ids: Int32Array, classes: number): Tensor {
  const data = new Float32Array(ids.length * classes);
  for (let n = 0; n < ids.length; n++) data[n * classes + ids[n]] = 1;
  return { shape: [ids.length, classes], data };
}

/** Weights `[out, in]` as `[in, out]`. */
export function transposed({ shape: [rows, columns], data }: Tensor): Tensor {
  const turned = data.map((_, n) => data[(n % rows) * columns + Math.floor(n / rows)]);
  return { shape: [columns, rows], data: turned };
}

function uniform(shape: readonly number[], { limit, purpose }: { limit: number; purpose: string }): Float32Array {
  const random = Random.seeded(SEED, purpose);
  return Float32Array.from({ length: sizeOf(shape) }, () => limit * (2 * random.uniform() - 1));
}

function numbersBelow(limit: number, { count, purpose }: { count: number; purpose: string }): Int32Array {
  const random = Random.seeded(SEED, purpose);
  return Int32Array.from({ length: count }, () => random.below(limit));
}
