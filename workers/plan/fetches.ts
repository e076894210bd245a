import { elementwiseNames } from '../kernels/names.ts';
import { rootOf, type Instruction, type Tensor, type TensorId, type View } from './graph.ts';
import type { Stretch } from './pieces.ts';

const gradients: ReadonlySet<string> = new Set(elementwiseNames.map((name) => `${name}-gradient`));

interface Placed {
  readonly tensors: readonly Tensor[];
  /** Where a tensor's memory is, if it is a part of another's. */
  readonly placed: ReadonlyMap<TensorId, View>;
}

/**
 * In backward loops, the instruction that is the first to read some columns of a tensor from forward: gates that stand
 * beside each other, long out of the cache. It fetches all of them.
 */
export function fetches(stretches: readonly Stretch[], { tensors, placed }: Placed): ReadonlySet<Instruction> {
  const root = (view: View) => rootOf(view, placed).tensor;
  const out = new Set<Instruction>();
  for (const { segments } of stretches) {
    const known = new Set(segments.flatMap(({ instructions }) => instructions.map(({ write }) => root(write))));
    for (const instruction of segments.filter(({ loop }) => loop).flatMap(({ instructions }) => instructions)) {
      if (!gradients.has(instruction.kernel)) continue;
      for (const view of instruction.reads.slice(1)) {
        if (view === null || known.has(root(view))) continue;
        known.add(root(view));
        if (view.width < tensors[root(view)].width) out.add(instruction);
      }
    }
  }
  return out;
}
