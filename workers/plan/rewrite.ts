import { Draft, type Wanted } from './draft.ts';
import { overlap, type Instruction, type TensorId, type View } from './graph.ts';
import { accumulateProducts, foldBiases } from './rewrite-products.ts';
import { addToFactors, joinFactors, overwrite } from './rewrite-units.ts';

/** Keeps what a result, a gradient of a parameter, a state, a running statistic or a kept value depends on. */
export function liveInstructions(instructions: readonly Instruction[], { tensors, kept }: Wanted): Instruction[] {
  const live = new Set<Instruction>();
  const waiting = instructions.filter(({ write }) => {
    const { kind } = tensors[write.tensor];
    const read = kind === 'result' || kind === 'gradients' || kind === 'state' || kind === 'parameters';
    return read || kept.some((view) => overlap(view, write));
  });
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (live.has(one)) continue;
    live.add(one);
    const { reads } = one;
    waiting.push(...instructions.filter(({ write }) => reads.some((view) => view !== null && overlap(view, write))));
  }
  return instructions.filter((each) => live.has(each));
}

/** Instructions after rewriting, and which tensors stand inside others. */
export interface Rewritten {
  readonly instructions: readonly Instruction[];
  /** Where a tensor's memory is, if it is a part of another's. */
  readonly placed: ReadonlyMap<TensorId, View>;
}

/**
 * Saves work without changing what is computed: a bias becomes a product's starting value, the sum of a product becomes
 * accumulation onto the other summand, and element-by-element ops take one pass over the numbers instead of two, or
 * overwrite an input that nobody reads later.
 */
export function rewrite(instructions: readonly Instruction[], wanted: Wanted): Rewritten {
  const draft = new Draft(instructions, wanted);
  for (const rule of [foldBiases, accumulateProducts, addToFactors, joinFactors, overwrite]) rule(draft);
  return { instructions: draft.instructions, placed: draft.placed };
}
