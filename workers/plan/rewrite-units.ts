import { activationNames, BIAS, elementwiseNames, SECOND, TIMES, type KernelName } from '../kernels/names.ts';
import type { Draft } from './draft.ts';
import { slopeReads } from './slope-reads.ts';

/** s + a ⊙ b: one pass over the numbers instead of two. */
export function addToFactors(draft: Draft): void {
  for (const sum of draft.instructions.filter(({ kernel }) => kernel === 'add')) {
    const [first, second] = sum.reads;
    if (first === null || second === null) continue;
    for (const [onto, x] of [
      [first, second],
      [second, first],
    ]) {
      const product = draft.soleWriter(x, sum);
      if (product?.kernel !== 'multiply' || product.mode !== 0 || product.domain !== sum.domain) continue;
      draft.replace(sum, { ...product, reads: [...product.reads, onto], write: sum.write, mode: BIAS });
      draft.remove(product);
      break;
    }
  }
}

/** (a ⊙ b) f′(y): what arrives at an activation that was a factor is not written down. */
export function joinFactors(draft: Draft): void {
  for (const slope of draft.instructions.filter(({ kernel }) => takesFactor.has(kernel))) {
    const [arriving, output] = slope.reads;
    if (arriving === null) continue;
    const product = draft.soleWriter(arriving, slope);
    if (product?.kernel !== 'multiply-gradient' || product.domain !== slope.domain) continue;
    const [a, first, second] = product.reads;
    const factor = (product.mode & SECOND) === 0 ? second : first;
    draft.replace(slope, { ...slope, reads: [a, output, factor], mode: slope.mode | TIMES });
    draft.remove(product);
  }
}

/** An element-by-element op overwrites an input that nobody reads later. */
export function overwrite(draft: Draft): void {
  for (const instruction of draft.instructions) {
    const { kernel, reads, write } = instruction;
    const { kind, width } = draft.tensor(write);
    if (instruction.phase !== 'forward' || kind !== 'value' || write.width !== width) continue;
    const target = overwritable(kernel)
      .map((operand) => reads[operand])
      .find((view) => view !== null && view !== undefined && draft.mayOverwrite(view, instruction));
    if (target !== null && target !== undefined && target.width === write.width) {
      draft.placed.set(write.tensor, target);
    }
  }
}

const elementwise: ReadonlySet<string> = new Set(elementwiseNames);

/** Gradients of activations whose slope reads the output, which leaves an operand free. */
const takesFactor: ReadonlySet<string> = new Set(
  activationNames.filter((name) => slopeReads[name] === 'output').map((name) => `${name}-gradient`),
);

const inPlace: ReadonlySet<KernelName> = new Set([
  'add-bias',
  'softmax',
  'channel-bias',
  'dropout',
  'scale',
  'shift',
  'normalize',
] as const);

/** The operands that a kernel may write its result over. */
function overwritable(kernel: KernelName): readonly number[] {
  if (elementwise.has(kernel)) return [0, 1];
  if (inPlace.has(kernel)) return [0];
  return kernel === 'hold' ? [1, 2] : [];
}
