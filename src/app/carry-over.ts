import type { ParameterSpec, Trace } from '../nn/equation.ts';
import { sizeOf } from '../nn/shape.ts';

/** By full name, row-major. */
export type Parameters = Readonly<Record<string, Float64Array>>;

interface Sized {
  readonly trace: Trace;
  readonly vocabulary: readonly string[];
  readonly parameters: Parameters;
}

/**
 * The new network's parameters with the old ones in their places: gate by gate, unit by unit, and for an axis that
 * counts the vocabulary character by character. What has no old counterpart keeps its new start.
 */
export function carryOver({ from, to }: { readonly from: Sized; readonly to: Sized }): Parameters {
  const carried = to.trace.parameters.map((spec) => {
    const old = from.trace.parameters.find((each) => each.name === spec.name);
    const values = Float64Array.from(to.parameters[spec.name]);
    if (old !== undefined) copy(values, { spec, old, from, to });
    return [spec.name, values] as const;
  });
  return Object.fromEntries(carried);
}

interface Copy {
  readonly spec: ParameterSpec;
  readonly old: ParameterSpec;
  readonly from: Sized;
  readonly to: Sized;
}

function copy(values: Float64Array, { spec, old, from, to }: Copy): void {
  const blocks = spec.blocks ?? [''];
  const wide = axis(spec, 1);
  const rows = spec.shape[0] / blocks.length;
  const oldBlocks = old.blocks ?? [''];
  const oldRows = old.shape[0] / oldBlocks.length;
  const counted = vocabularyAxes(to.trace, spec);
  const place = (isCharacter: boolean, size: number) => (n: number) =>
    isCharacter ? from.vocabulary.indexOf(to.vocabulary[n]) : n < size ? n : -1;
  const row = place(counted.rows, oldRows);
  const column = place(counted.columns, axis(old, 1));
  const source = from.parameters[spec.name];
  for (let n = 0; n < sizeOf(spec.shape); n++) {
    const block = oldBlocks.indexOf(blocks[Math.floor(n / (rows * wide))]);
    const r = row(Math.floor(n / wide) % rows);
    const c = column(n % wide);
    if (block >= 0 && r >= 0 && c >= 0) values[n] = source[(block * oldRows + r) * axis(old, 1) + c];
  }
}

const axis = ({ shape }: ParameterSpec, n: number): number => shape[n] ?? 1;

/** Which axes count characters: the columns that a one-hot input picks from, the rows that make the logits. */
function vocabularyAxes(trace: Trace, { name, layer }: ParameterSpec): { rows: boolean; columns: boolean } {
  const columns = trace.equations.some(({ op, inputs: [x, w] }) => {
    if (op !== 'linear' || trace.equations[x].op !== 'one-hot') return false;
    const weight = trace.equations[w];
    return weight.op === 'parameter' && weight.attributes.parameter === name;
  });
  return { rows: trace.equations[trace.output].layer === layer, columns };
}
