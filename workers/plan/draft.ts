import { inLoops } from './dependencies.ts';
import { overlap, sameSlot, sameView, type Instruction, type Tensor, type TensorId, type View } from './graph.ts';

/** Which instructions the results depend on, and what of them the host reads. */
export interface Wanted {
  readonly tensors: readonly Tensor[];
  /** Values that the host reads after a step. */
  readonly kept: readonly View[];
}

/** Instructions while they are rewritten, and what a rule asks about them. */
export class Draft {
  instructions: Instruction[];
  readonly placed = new Map<TensorId, View>();
  readonly loops: ReadonlySet<Instruction>;

  constructor(
    instructions: readonly Instruction[],
    private readonly wanted: Wanted,
  ) {
    this.instructions = [...instructions];
    this.loops = inLoops(instructions);
  }

  /** The product that wrote all of `view`, if only `reader` reads it. */
  soleProduct(view: View, reader: Instruction): Instruction | undefined {
    const writer = this.soleWriter(view, reader);
    return writer?.kernel === 'linear' || writer?.kernel === 'columns' ? writer : undefined;
  }

  /** The only instruction that wrote to `view`, all of it, if only `reader` reads it. */
  soleWriter(view: View, reader: Instruction): Instruction | undefined {
    const writers = this.instructions.filter(({ write }) => overlap(write, view));
    const { kind } = this.tensor(view);
    const whole = writers.length === 1 && sameView(writers[0].write, view) && (kind === 'value' || kind === 'gradient');
    return whole && this.isSoleReader(view, reader) ? writers[0] : undefined;
  }

  mayOverwrite(view: View, reader: Instruction): boolean {
    if (this.tensor(view).kind !== 'value' || !this.isSoleReader(view, reader)) return false;
    // what is written at one slot only relies on zeros elsewhere
    return this.instructions.every(({ write }) => !overlap(write, view) || sameSlot(write.slot, view.slot));
  }

  isSoleReader(view: View, reader: Instruction): boolean {
    if (this.wanted.kept.some((kept) => overlap(kept, view))) return false;
    if (reader.reads.filter((read) => read !== null && overlap(read, view)).length !== 1) return false;
    return this.instructions.every(
      (other) => other === reader || !other.reads.some((read) => read !== null && overlap(read, view)),
    );
  }

  tensor({ tensor }: View): Tensor {
    return this.wanted.tensors[tensor];
  }

  replace(old: Instruction, fresh: Instruction): void {
    this.instructions[this.instructions.indexOf(old)] = fresh;
  }

  remove(old: Instruction): void {
    this.instructions.splice(this.instructions.indexOf(old), 1);
  }
}
