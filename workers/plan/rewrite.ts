import { ACCUMULATE, BIAS, elementwiseNames, type KernelName } from '../kernels/names.ts';
import { inLoops } from './dependencies.ts';
import { overlap, sameSlot, sameView, type Instruction, type Tensor, type TensorId, type View } from './graph.ts';

/** Which instructions the results depend on, and what of them the host reads. */
interface Wanted {
  readonly tensors: readonly Tensor[];
  /** Values that the host reads after a step. */
  readonly kept: readonly View[];
}

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
 * accumulation onto the other summand, and an element-by-element op overwrites an input that nobody reads later.
 */
export function rewrite(instructions: readonly Instruction[], wanted: Wanted): Rewritten {
  const rewriter = new Rewriter(instructions, wanted);
  rewriter.foldBiases();
  rewriter.accumulateProducts();
  rewriter.overwrite();
  return { instructions: rewriter.instructions, placed: rewriter.placed };
}

class Rewriter {
  instructions: Instruction[];
  readonly placed = new Map<TensorId, View>();
  private readonly loops: ReadonlySet<Instruction>;

  constructor(
    instructions: readonly Instruction[],
    private readonly wanted: Wanted,
  ) {
    this.instructions = [...instructions];
    this.loops = inLoops(instructions);
  }

  /** x W + b: the product starts from b. */
  foldBiases(): void {
    for (const sum of this.instructions.filter(({ kernel }) => kernel === 'add-bias')) {
      const [x, bias] = sum.reads;
      if (x === null || bias === null) continue;
      const product = this.soleProduct(x, sum);
      if (product === undefined || product.mode !== 0) continue;
      const [a, weight] = product.reads;
      this.replace(product, { ...product, reads: [a, weight, bias], write: sum.write, mode: BIAS });
      this.remove(sum);
    }
  }

  /** s + x W: the product is added onto s in place. Only if that does not draw the product into the time loop. */
  accumulateProducts(): void {
    for (const sum of this.instructions.filter(({ kernel }) => kernel === 'add')) {
      const [first, second] = sum.reads;
      if (first === null || second === null || this.tensor(sum.write).kind !== 'value') continue;
      for (const [onto, x] of [
        [first, second],
        [second, first],
      ]) {
        const product = this.soleProduct(x, sum);
        if (product === undefined || product.mode !== 0 || !this.mayOverwrite(onto, sum)) continue;
        if (this.loops.has(sum) && !this.loops.has(product)) continue;
        const [a, weight] = product.reads;
        // the product takes the sum's place in the list, behind what it is added to
        this.replace(sum, {
          ...product,
          reads: [a, weight, onto],
          write: sum.write,
          mode: ACCUMULATE,
          adds: 'always',
        });
        this.remove(product);
        this.placed.set(sum.write.tensor, onto);
        break;
      }
    }
  }

  overwrite(): void {
    for (const instruction of this.instructions) {
      const { kernel, reads, write } = instruction;
      const { kind, width } = this.tensor(write);
      if (instruction.phase !== 'forward' || kind !== 'value' || write.width !== width) continue;
      const target = overwritable(kernel)
        .map((operand) => reads[operand])
        .find((view) => view !== null && view !== undefined && this.mayOverwrite(view, instruction));
      if (target !== null && target !== undefined && target.width === write.width) {
        this.placed.set(write.tensor, target);
      }
    }
  }

  /** The product that wrote all of `view`, if only `reader` reads it. */
  private soleProduct(view: View, reader: Instruction): Instruction | undefined {
    const writers = this.instructions.filter(({ write }) => overlap(write, view));
    const [product] = writers;
    if (writers.length !== 1 || (product.kernel !== 'linear' && product.kernel !== 'columns')) return undefined;
    const whole = sameView(product.write, view) && this.tensor(view).kind === 'value';
    return whole && this.isSoleReader(view, reader) ? product : undefined;
  }

  private mayOverwrite(view: View, reader: Instruction): boolean {
    if (this.tensor(view).kind !== 'value' || !this.isSoleReader(view, reader)) return false;
    // what is written at one slot only relies on zeros elsewhere
    return this.instructions.every(({ write }) => !overlap(write, view) || sameSlot(write.slot, view.slot));
  }

  private isSoleReader(view: View, reader: Instruction): boolean {
    if (this.wanted.kept.some((kept) => overlap(kept, view))) return false;
    if (reader.reads.filter((read) => read !== null && overlap(read, view)).length !== 1) return false;
    return this.instructions.every(
      (other) => other === reader || !other.reads.some((read) => read !== null && overlap(read, view)),
    );
  }

  private tensor({ tensor }: View): Tensor {
    return this.wanted.tensors[tensor];
  }

  private replace(old: Instruction, fresh: Instruction): void {
    this.instructions[this.instructions.indexOf(old)] = fresh;
  }

  private remove(old: Instruction): void {
    this.instructions.splice(this.instructions.indexOf(old), 1);
  }
}

const elementwise: ReadonlySet<string> = new Set(elementwiseNames);

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
