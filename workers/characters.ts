import type { Trace } from '../src/nn/equation.ts';
import { sizeOf } from '../src/nn/shape.ts';
import type { TextData } from '../src/train/protocol.ts';
import { PlanError } from './plan/errors.ts';

/** Checks that a network reads and predicts the characters of a text. Throws PlanError. */
export function checkCharacters({ equations, output }: Trace, { ids, vocabulary }: TextData): void {
  const { length } = vocabulary;
  const largest = ids.reduce((most, id) => Math.max(most, id), 0);
  if (largest >= length) throw new PlanError('data', `expected ids below ${length}, got ${largest}`);
  const classes = sizeOf(equations[output].shape);
  if (classes < length) throw new PlanError('model', `expected an output of ${length} characters, got ${classes}`);
  for (const { op, attributes, layer } of equations) {
    if (op === 'one-hot' && attributes.vocabulary < length) {
      throw new PlanError(layer, `expected a vocabulary of ${length}, got ${attributes.vocabulary}`);
    }
  }
}
