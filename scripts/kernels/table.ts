/** What scripts/kernels.mjs reads of the op table. */
import { activations } from '../../src/nn/ops/activations.ts';
import { arithmetic } from '../../src/nn/ops/arithmetic.ts';
import type { UnitOp } from '../../src/nn/ops/op.ts';
import { elementwiseNames, type ElementwiseName } from '../../workers/kernels/names.ts';
import { simdNames } from '../../workers/kernels/simd/names.ts';
import { slopeReads, type SlopeReads } from '../../workers/plan/slope-reads.ts';

export interface ElementwiseRow {
  readonly name: string;
  readonly arity: 1 | 2;
  readonly slope: SlopeReads;
}

const ops: Readonly<Record<ElementwiseName, UnitOp>> = { ...arithmetic, ...activations };

export const elementwise: readonly ElementwiseRow[] = elementwiseNames.map((name) => {
  const rule = ops[name].elementwise;
  if (rule === undefined) throw new Error(`op "${name}" has no element-by-element rule`);
  return { name, arity: rule.arity, slope: slopeReads[name] };
});

/** Every kernel, at the place that is its code. */
export const kernels: readonly string[] = simdNames;
