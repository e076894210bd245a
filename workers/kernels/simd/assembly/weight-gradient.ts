import { COLUMNS } from './blocks';
import { splat } from './maths';
import { ACCUMULATE } from './modes';
import { panels } from './packing';
import { blocks, rowsInFives } from './products';
import { ENTRY, sparseLimit, sparseProduct } from './sparse';

/** Rows that a weight gradient goes through at once, COLUMNS of a at a time: so much stays in the first-level cache. */
const DEPTH = 256;
/** Times COLUMNS, where rows are so few that this stays there too. */
const GROUPS = 4;

/**
 * d `[outer, inner]` (+)= Σ_row a[row]ᵀ b[row]: k runs over rows. For every 256 rows b is packed in panels, then 20
 * columns of a at a time (up to 80 of few rows) are copied beside each other, so that the product is like the others:
 *
 *     scratch   ┌ b: 8 columns, row by row ┐ …   ┌ list ┐ ┌ a: 20 columns, row by row ┐ …   ┌ for sparse.ts ┐
 *
 * Behind a ReLU much of a is exactly 0. The list tells where each column stands and where its row of d begins: first
 * columns for blocks, then those with so many zeros that they are quicker alone (sparse.ts).
 *
 *     columns of a   0 1 2 3 4 5 6 7       list   0 2 3 5 7 │ 6 4 1
 *     mostly zeros     ×     ×   ×                 blocks   │ alone
 *
 * Sums run over 256 rows in registers, then are added to the result.
 */
export function linearWeightGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const packed = c + sc;
  const strideD = <usize>inner << 2;
  let adds = (mode & ACCUMULATE) != 0;
  for (let row = 0; row < rows; row += DEPTH) {
    const depth = min(DEPTH, rows - row);
    const group = COLUMNS * min(GROUPS, DEPTH / depth);
    const list = packed + (<usize>((inner + 7) & ~7) * <usize>depth << 2);
    const zeros = list + <usize>(COLUMNS * GROUPS) * ENTRY;
    const beside = zeros + (COLUMNS << 2);
    const rest = beside + (<usize>(group * depth) << 2);
    // 0 · ∞ is NaN and must not be left out
    const limit = panels(b, sb, packed, depth, inner) ? sparseLimit(depth, inner) : -1;
    for (let i = 0; i < outer; i += group) {
      const width = min(group, outer - i);
      const from = a + (<usize>i << 2), to = d + <usize>i * strideD;
      const dense = listColumns(from, sa, beside, depth, width, list, zeros, limit, to, strideD);
      blocks(list, ENTRY, packed, 0, 0, 0, dense, depth, inner, adds, true);
      if (dense < width) {
        sparseProduct(list + <usize>dense * ENTRY, width - dense, packed, rest, depth, inner, adds);
      }
    }
    a += sa * DEPTH;
    b += sb * DEPTH;
    adds = true;
  }
}

/**
 * Copies columns of a and lists them, first those with more than `limit` numbers that are not 0. How many are for blocks:
 * where some columns are not, only as many as fill blocks of five and four, for smaller blocks are slow.
 */
function listColumns(
  a: usize, stride: usize, to: usize, depth: i32, width: i32, list: usize, zeros: usize, limit: i32,
  d: usize, strideD: usize,
): i32 {
  let first = list, last = list + <usize>width * ENTRY;
  for (let i = 0; i < width; i += COLUMNS) {
    const real = min(COLUMNS, width - i);
    columnsBeside(a, stride, to, depth, real);
    if (limit >= 0) countZeros(to, depth, zeros);
    for (let n: usize = 0; n < <usize>real << 2; n += 4) {
      let entry = first;
      if (limit < 0 || depth - load<i32>(zeros + n) > limit) first += ENTRY;
      else entry = last -= ENTRY;
      store<usize>(entry, to + n);
      store<usize>(entry, d, 4);
      d += strideD;
    }
    a += COLUMNS << 2;
    to += <usize>(COLUMNS * depth) << 2;
  }
  const dense = <i32>((first - list) / ENTRY);
  return dense == width ? dense : dense - ((dense - rowsInFives(dense)) & 3);
}

/** The first `width` of COLUMNS columns of `depth` rows; what stands past the last one is copied too, but not used. */
@inline
function columnsBeside(a: usize, stride: usize, to: usize, depth: i32, width: i32): void {
  for (let k = 0; k < depth; k++) {
    if (width > 16) {
      v128.store(to, v128.load(a));
      v128.store(to, v128.load(a, 16), 16);
      v128.store(to, v128.load(a, 32), 32);
      v128.store(to, v128.load(a, 48), 48);
      v128.store(to, v128.load(a, 64), 64);
    } else for (let n: usize = 0; n < <usize>width << 2; n += 16) v128.store(to + n, v128.load(a + n));
    a += stride;
    to += COLUMNS << 2;
  }
}

/** Zeros in each of COLUMNS columns. Where the first row has none, none are looked for. */
@inline
function countZeros(x: usize, depth: i32, counts: usize): void {
  const zero = splat(0), row: usize = COLUMNS << 2;
  let found = zero;
  for (let n: usize = 0; n < row; n += 16) found = v128.or(found, f32x4.eq(v128.load(x + n), zero));
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero;
  if (v128.any_true(found)) for (; depth > 0; depth--) {
    c0 = i32x4.sub(c0, f32x4.eq(v128.load(x), zero));
    c1 = i32x4.sub(c1, f32x4.eq(v128.load(x, 16), zero));
    c2 = i32x4.sub(c2, f32x4.eq(v128.load(x, 32), zero));
    c3 = i32x4.sub(c3, f32x4.eq(v128.load(x, 48), zero));
    c4 = i32x4.sub(c4, f32x4.eq(v128.load(x, 64), zero));
    x += row;
  }
  v128.store(counts, c0);
  v128.store(counts, c1, 16);
  v128.store(counts, c2, 32);
  v128.store(counts, c3, 48);
  v128.store(counts, c4, 64);
}
