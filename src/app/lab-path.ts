/** The way down to an open number, in a link: the breadcrumb comes back with the lab. */
import type { Reference } from '../formula/reference.ts';
import { sizeOf } from '../nn/shape.ts';
import type { Trace } from '../nn/equation.ts';

/** Longer ways are cut at their beginning: what is open counts. */
const MOST = 24;

/** A number as a link has it: kind, equation with its op or parameter, place in it, step. */
type WrittenReference = readonly [Reference['kind'], number | string, string, number, number];
export type WrittenPath = readonly WrittenReference[];

/** An equation's op goes along: an app that counts its equations in another way opens no wrong number. */
export function writePath(path: readonly Reference[], { equations }: Trace): WrittenPath {
  return path
    .slice(-MOST)
    .map((each) =>
      each.kind === 'value' || each.kind === 'gradient'
        ? [each.kind, each.equation, equations[each.equation].op, each.unit, each.t]
        : [each.kind, each.parameter, '', each.index, each.kind === 'share' ? each.t : 0],
    );
}

/** Throws RangeError where an entry names no number of such a pass. */
export function readPath(written: unknown, trace: Trace, steps: number): readonly Reference[] {
  if (written === undefined) return [];
  if (!Array.isArray(written) || written.length > MOST) throw new RangeError('expected the way to a number');
  return written.map((each) => readReference(each, trace, steps));
}

function readReference(written: unknown, trace: Trace, steps: number): Reference {
  const [kind, of, op, place, t] = Array.isArray(written) ? (written as unknown[]) : [];
  if (kind === 'value' || kind === 'gradient') {
    const equation = typeof of === 'number' ? trace.equations[of] : undefined;
    if (equation === undefined || equation.op !== op) throw new RangeError(`expected an equation, got ${String(of)}`);
    const unit = within(place, sizeOf(equation.shape));
    return { kind, equation: equation.id, unit, t: within(t, steps) };
  }
  const parameter = trace.parameters.find(({ name }) => name === of);
  if (parameter === undefined) throw new RangeError(`expected a parameter, got ${String(of)}`);
  const index = within(place, sizeOf(parameter.shape));
  if (kind === 'share') return { kind, parameter: parameter.name, index, t: within(t, steps) };
  if (kind === 'parameter' || kind === 'total') return { kind, parameter: parameter.name, index };
  throw new RangeError(`expected a kind of number, got ${String(kind)}`);
}

/** A whole number from 0 up to, but not including, the end. */
function within(value: unknown, end: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end) return value;
  throw new RangeError(`expected a whole number below ${end}, got ${String(value)}`);
}
