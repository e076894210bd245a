import type { Work } from './works.ts';

/** Half a unit of the third digit of a number that begins with 1. */
const TOLERANCE = 5e-4;
/** Losses that hardly change would agree whatever the gradients are. */
const LEAST_CHANGE = 10 * TOLERANCE;

/**
 * Throws unless all engines computed the same: losses to three digits, sampled characters exactly. `results` holds what
 * each engine's first calls returned.
 */
export function checkAgreement(work: Work, results: ReadonlyMap<string, readonly number[]>): void {
  const [first, ...others] = results;
  if (first === undefined) return;
  const [name, expected] = first;
  if (!expected.every(Number.isFinite)) throw new Error(`${work.name}: ${name} computed ${show(expected)}`);
  if (work.kind !== 'sampling') checkChange(work, expected);
  for (const [other, values] of others) {
    const same =
      values.length === expected.length &&
      values.every((value, n) => agrees(value, { expected: expected[n], exactly: work.kind === 'sampling' }));
    if (!same) {
      throw new Error(`${work.name}: not the same is computed. ${name}: ${show(expected)}; ${other}: ${show(values)}`);
    }
  }
}

function checkChange({ name }: Work, losses: readonly number[]): void {
  const change = Math.abs(1 - losses[losses.length - 1] / losses[0]);
  if (change < LEAST_CHANGE) throw new Error(`${name}: the losses ${show(losses)} change too little to be compared`);
}

function agrees(value: number, { expected, exactly }: { expected: number; exactly: boolean }): boolean {
  return exactly ? value === expected : Math.abs(value - expected) <= TOLERANCE * Math.abs(expected);
}

function show(values: readonly number[]): string {
  return values.map((value) => Number(value.toPrecision(7))).join(' ');
}
