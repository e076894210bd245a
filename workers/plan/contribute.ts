import type { OpName } from '../../src/nn/ops/table.ts';
import type { Instruction, View } from './graph.ts';
import type { GradientPlaces } from './gradient-places.ts';
import type { EquationOf, Values } from './values.ts';

/** What backward rules read: values, where gradients are gathered, and the weight of each row's loss. */
export interface BackwardContext {
  readonly values: Values;
  readonly gradients: GradientPlaces;
  readonly weights: View;
}

/** Writes the instructions by which an equation hands its gradient to its inputs. */
export type EmitBackward<N extends OpName> = (equation: EquationOf<N>, context: BackwardContext) => void;

type Contribution = Pick<Instruction, 'kernel' | 'domain' | 'reads' | 'write' | 'inner'> &
  Partial<Pick<Instruction, 'outer' | 'mode'>>;

/** Adds to a gradient. Also used for penalties, which are the same for all rows. */
export function contribute({ graph }: Values, contribution: Contribution): void {
  graph.instructions.push({ outer: 1, mode: 0, ...contribution, phase: 'backward', adds: 'contribution' });
}
