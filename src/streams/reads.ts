import type { Equation, Trace } from '../nn/equation.ts';
import type { Spelling } from '../nn/ops/op.ts';
import { opOf } from '../nn/ops/table.ts';
import { sizeOf } from '../nn/shape.ts';

/** Which units of another value a unit reads; `all`: that value's whole frame. */
export type Reads = readonly number[] | 'all';

/** A unit that reads more than this waits for the frame. */
const FEW = 4;

/**
 * What unit k of an equation reads of its inputs, from the op's own spelling. An op with layer scope, and an input that
 * the spelling does not mention, is read whole.
 */
export class ReadMap {
  private readonly whole = new Map<string, boolean>();
  private readonly known = new Map<string, Reads[]>();

  constructor(private readonly trace: Trace) {}

  /** Units of input n that unit k needs. */
  forward(equation: Equation, n: number, k: number): Reads {
    return this.once(`${equation.id}<${n}`, k, () => this.readForward(equation, n, k));
  }

  /** Units of the equation's gradient that the gradient of unit k of its input n needs; none: it adds nothing. */
  backward(equation: Equation, n: number, k: number): Reads {
    return this.once(`${equation.id}>${n}`, k, () => this.readBackward(equation, n, k));
  }

  /** Each pass of a network asks again. */
  private once(place: string, unit: number, read: () => Reads): Reads {
    let units = this.known.get(place);
    if (units === undefined) this.known.set(place, (units = []));
    return (units[unit] ??= read());
  }

  private readForward(equation: Equation, n: number, k: number): Reads {
    const op = opOf(equation.op);
    if (op.scope !== 'unit') return 'all';
    const sizes = equation.inputs.map((id) => this.size(id));
    const spell = (unit: number) => unitsOf(op.spell(unit, sizes, equation.attributes), 'input', n);
    if (this.isWhole(`${equation.id}<${n}`, () => spell(0), true)) return 'all';
    return spell(k);
  }

  private readBackward(equation: Equation, n: number, k: number): Reads {
    const op = opOf(equation.op);
    if (op.scope !== 'unit') return 'all';
    const sizes = { inputs: equation.inputs.map((id) => this.size(id)), output: sizeOf(equation.shape) };
    const spell = (unit: number) => unitsOf(op.spellBackward(n, unit, sizes, equation.attributes), 'gradient', 0);
    if (this.isWhole(`${equation.id}>${n}`, () => spell(0), false)) return 'all';
    return spell(k);
  }

  private size(id: number): number {
    return sizeOf(this.trace.equations[id].shape);
  }

  /** Asked once an input: a product of hundreds of terms is spelled for its first unit only. */
  private isWhole(place: string, first: () => readonly number[], isWholeWhenUnsaid: boolean): boolean {
    let whole = this.whole.get(place);
    if (whole === undefined) {
      const { length } = first();
      whole = length > FEW || (length === 0 && isWholeWhenUnsaid);
      this.whole.set(place, whole);
    }
    return whole;
  }
}

/** The units that the spelling takes from input n, or from the arriving gradient. */
function unitsOf({ terms }: Spelling, kind: 'input' | 'gradient', n: number): readonly number[] {
  const units = new Set<number>();
  for (const term of terms) {
    for (const factor of term) {
      if (factor.kind === 'gradient' && kind === 'gradient') units.add(factor.unit);
      if (factor.kind === 'input' && kind === 'input' && factor.input === n) units.add(factor.unit);
    }
  }
  return [...units];
}
