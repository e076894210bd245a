import type { Matrix } from './matrix.ts';
import { Random } from './random.ts';

/** Between two looks at the largest eigenvalue, in Lanczos steps. */
const LOOK = 4;
/** Relative change of the largest eigenvalue between two looks below which it has settled. */
const SETTLED = 1e-13;
/** Halvings of an interval: below float64's own spacing. */
const HALVINGS = 60;

/**
 * The largest singular value: the root of the largest eigenvalue of AᵀA, which the Lanczos process finds from products
 * with A and Aᵀ alone (Golub and Kahan 1965), with every vector made orthogonal to all before. After as many steps as
 * there are columns it is exact to rounding; mostly it has settled long before, to a billionth even where the two largest
 * hardly differ. Infinite or NaN where an entry is.
 */
export function spectralNorm(matrix: Matrix): number {
  const scale = matrix.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  const { rows, columns } = matrix;
  // tiny and huge matrices alike: squares neither vanish nor overflow
  const data = matrix.data.map((value) => value / scale);
  return scale * Math.sqrt(largestOfSquare({ rows, columns, data }));
}

/** The largest eigenvalue of AᵀA. */
function largestOfSquare(a: Matrix): number {
  const diagonal: number[] = [];
  const beside: number[] = [];
  const basis = [startVector(a.columns)];
  let largest = 0;
  for (let n = 0; n < a.columns; n++) {
    const next = squareTimes(a, basis[n]);
    diagonal.push(dot(next, basis[n]));
    // twice: once leaves what rounding lets through
    for (let pass = 0; pass < 2; pass++) for (const each of basis) subtract(next, each, dot(next, each));
    const length = Math.sqrt(dot(next, next));
    const isLast = n === a.columns - 1 || length <= Number.EPSILON * diagonal[0];
    if (isLast || n % LOOK === LOOK - 1) {
      const now = largestEigenvalue(diagonal, beside);
      if (isLast || now - largest <= SETTLED * now) return Math.max(0, now);
      largest = now;
    }
    beside.push(length);
    for (let c = 0; c < next.length; c++) next[c] /= length;
    basis.push(next);
  }
  return 0;
}

/** Of length 1, with a part in every direction; always the same. */
function startVector(size: number): Float64Array {
  const random = Random.seeded(size, 'spectral norm');
  const vector = Float64Array.from({ length: size }, () => 0.5 + random.uniform());
  for (let c = 1; c < size; c += 2) vector[c] = -vector[c];
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

/** Aᵀ(A v) */
function squareTimes({ rows, columns, data }: Matrix, v: Float64Array): Float64Array {
  const out = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    const row = r * columns;
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += data[row + c] * v[c];
    for (let c = 0; c < columns; c++) out[c] += sum * data[row + c];
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n];
  return sum;
}

function subtract(from: Float64Array, vector: Float64Array, times: number): void {
  for (let n = 0; n < from.length; n++) from[n] -= times * vector[n];
}

/** Of a symmetric tridiagonal matrix, by bisection. */
function largestEigenvalue(diagonal: readonly number[], beside: readonly number[]): number {
  let [low, high] = [0, 0];
  diagonal.forEach((value, n) => {
    low = Math.max(low, value);
    high = Math.max(high, value + (beside[n - 1] ?? 0) + (n < diagonal.length - 1 ? beside[n] : 0));
  });
  for (let n = 0; n < HALVINGS && high > low; n++) {
    const middle = (low + high) / 2;
    if (isAbove(middle, { diagonal, beside })) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** Whether all eigenvalues are below: the pivots of T − value I are then all negative (Sturm). */
function isAbove(
  value: number,
  { diagonal, beside }: { readonly diagonal: readonly number[]; readonly beside: readonly number[] },
): boolean {
  let pivot = -1;
  for (let n = 0; n < diagonal.length; n++) {
    const fromBefore = n === 0 ? 0 : (beside[n - 1] * beside[n - 1]) / pivot;
    pivot = diagonal[n] - value - fromBefore;
    if (pivot >= 0) return false;
  }
  return true;
}
