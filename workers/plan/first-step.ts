import { overlap, rootOf, type Instruction, type TensorId, type View } from './graph.ts';
import type { Stretch } from './pieces.ts';

interface Kept {
  /** Where a tensor's memory is, if it is a part of another's. */
  readonly placed: ReadonlyMap<TensorId, View>;
  /** What the host reads. */
  readonly kept: readonly View[];
}

/**
 * In backward loops, what hands a gradient to the step before and to nothing else: at step 0 it would be the gradient of
 * an initial state, which nobody reads unless it was asked for. A product of 64 is saved.
 */
export function handedBack(stretches: readonly Stretch[], { placed, kept }: Kept): ReadonlySet<Instruction> {
  const segments = stretches.flatMap(({ segments }) => segments);
  const reads = segments.flatMap(({ instructions }) => instructions.flatMap(({ reads }) => reads));
  const read = [...reads, ...kept].flatMap((view) => (view === null ? [] : [rootOf(view, placed)]));
  const loops = segments.filter(({ loop }) => loop);
  const carried = loops
    .flatMap(({ instructions }) => instructions)
    .filter(({ adds, write }) => {
      const to = rootOf(write, placed);
      const isEarlier = ({ slot }: View) =>
        slot.kind === 'each' && to.slot.kind === 'each' && slot.offset > to.slot.offset;
      const readers = read.filter((view) => overlap(view, to));
      return adds === 'contribution' && to.slot.kind === 'each' && readers.length > 0 && readers.every(isEarlier);
    });
  return new Set(carried);
}
