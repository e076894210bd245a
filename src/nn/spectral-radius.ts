import { multiply, type Matrix } from './matrix.ts';

/** Squarings: A^(2^40), whose norm's 2^40th root is the radius to well below rounding. */
const SQUARINGS = 40;

/** The largest size of an eigenvalue, complex ones included, by Gelfand's formula: lim ‖A^k‖^(1/k). */
export function spectralRadius(matrix: Matrix): number {
  let power = matrix;
  // log of what was divided out of the power, per factor of A
  let logarithm = 0;
  for (let n = 0; n < SQUARINGS; n++) {
    const size = frobenius(power);
    if (size === 0) return 0;
    logarithm += Math.log(size) / 2 ** n;
    const scaled = { ...power, data: power.data.map((value) => value / size) };
    power = multiply(scaled, scaled);
  }
  return Math.exp(logarithm);
}

function frobenius({ data }: Matrix): number {
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(data.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}
