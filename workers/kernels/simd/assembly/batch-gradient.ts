import { entry } from './batch-norms';
import { ACCUMULATE } from './modes';
import { centre, two } from './norms';

/** The gradient of batch norm where μ and σ² are the batch's own. */

/**
 * d[row] (+)= w/√(σ² + ε) (a − mean a − (b − μ)/(σ² + ε) mean a (b − μ)); b the input, c the channel table. What remains may
 * be far smaller than its summands, so μ and σ² are measured again, in float64: the table's are rounded. Deviations are taken
 * from the table's μ and corrected for what its rounding left: Σ(b − m)² = Σ(b − μ)² − n(m − μ)².
 */
export function normalizeBatchGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  if (inner == 1) {
    unitGradient(a, b, c, d, sa, sb, sd, rows, outer, adds);
    return;
  }
  const count = <f64>(rows * inner);
  const width = <usize>inner << 2;
  const even = <usize>(inner & ~1) << 2;
  const odd = (inner & 1) != 0;
  const epsilon = <f64>entry(c, 4, outer);
  for (const last = c + (<usize>outer << 2); c < last; c += 4) {
    const near = <f64>entry(c, 0, outer);
    const nears = f64x2.splat(near);
    let sumA = f64x2.splat(0), sumB = sumA, sumAB = sumA, sumBB = sumA;
    let from = a, input = b, to = d;
    for (let r = 0; r < rows; r++) {
      for (let n: usize = 0; n < even; n += 8) {
        const x = two(from + n), y = f64x2.sub(two(input + n), nears);
        sumA = f64x2.add(sumA, x);
        sumB = f64x2.add(sumB, y);
        sumAB = f64x2.add(sumAB, f64x2.mul(x, y));
        sumBB = f64x2.add(sumBB, f64x2.mul(y, y));
      }
      if (odd) {
        const x = f64x2.promote_low_f32x4(v128.load32_zero(from + even));
        const y = f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<f32>(input + even) - near);
        sumA = f64x2.add(sumA, x);
        sumB = f64x2.add(sumB, y);
        sumAB = f64x2.add(sumAB, f64x2.mul(x, y));
        sumBB = f64x2.add(sumBB, f64x2.mul(y, y));
      }
      from += sa;
      input += sb;
    }
    const meanA = both(sumA) / count, left = both(sumB) / count;
    const spread = both(sumBB) / count - left * left + epsilon;
    const slope = (both(sumAB) / count - meanA * left) / spread;
    const scale = <f64>entry(c, 2, outer) / sqrt(spread);
    from = a;
    input = b;
    for (let r = 0; r < rows; r++) {
      centre(from, input, to, inner, meanA, near + left, slope, scale, adds);
      from += sa;
      input += sb;
      to += sd;
    }
    a += width;
    b += width;
    d += width;
  }
}

/** The same for channels of one unit, two channels at once. */
function unitGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sd: usize, rows: i32, outer: i32, adds: bool,
): void {
  const count = f64x2.splat(<f64>rows);
  const epsilon = f64x2.splat(<f64>entry(c, 4, outer));
  const weights = c + (<usize>outer << 3);
  for (let n: usize = 0; n < <usize>outer << 2; n += 8) {
    const near = two(c + n);
    let sumA = f64x2.splat(0), sumB = sumA, sumAB = sumA, sumBB = sumA;
    let from = a + n, input = b + n, to = d + n;
    for (let r = 0; r < rows; r++) {
      const x = two(from), y = f64x2.sub(two(input), near);
      sumA = f64x2.add(sumA, x);
      sumB = f64x2.add(sumB, y);
      sumAB = f64x2.add(sumAB, f64x2.mul(x, y));
      sumBB = f64x2.add(sumBB, f64x2.mul(y, y));
      from += sa;
      input += sb;
    }
    const meanA = f64x2.div(sumA, count), left = f64x2.div(sumB, count);
    const mean = f64x2.add(near, left);
    const spread = f64x2.add(f64x2.sub(f64x2.div(sumBB, count), f64x2.mul(left, left)), epsilon);
    const slope = f64x2.div(f64x2.sub(f64x2.div(sumAB, count), f64x2.mul(meanA, left)), spread);
    const scale = f64x2.div(two(weights + n), f64x2.sqrt(spread));
    const isPair = n + 4 < <usize>outer << 2;
    from = a + n;
    input = b + n;
    for (let r = 0; r < rows; r++) {
      const rest = f64x2.mul(f64x2.sub(two(input), mean), slope);
      let value = f64x2.mul(scale, f64x2.sub(f64x2.sub(two(from), meanA), rest));
      if (adds) value = f64x2.add(value, two(to));
      const rounded = f32x4.demote_f64x2_zero(value);
      if (isPair) v128.store64_lane(to, rounded, 0);
      else v128.store32_lane(to, rounded, 0);
      from += sa;
      input += sb;
      to += sd;
    }
  }
}

@inline
function both(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}
