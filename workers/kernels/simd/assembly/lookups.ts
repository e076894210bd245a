import { putSome } from './lanes';
import { ACCUMULATE, BIAS } from './modes';

/** to (+)= x over `width` numbers, with a second summand where `second` is not 0. */
@inline
function addRow(to: usize, from: usize, second: usize, width: i32, adds: bool): void {
  const full = to + (<usize>(width & ~3) << 2);
  while (to < full) {
    v128.store(to, sum(to, from, second, adds));
    to += 16;
    from += 16;
    if (second != 0) second += 16;
  }
  const rest = width & 3;
  if (rest != 0) putSome(to, sum(to, from, second, adds), rest);
}

@inline
function sum(to: usize, from: usize, second: usize, adds: bool): v128 {
  let x = v128.load(from);
  if (second != 0) x = f32x4.add(v128.load(second), x);
  return adds ? f32x4.add(v128.load(to), x) : x;
}

/** d[row] = start + Wᵀ[id(row)]: b is W transposed (`transpose`), so that a column of W is a row of it. */
export function columns(
  a: usize, b: usize, c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, _inner: i32, outer: i32, mode: i32,
): void {
  const row = <usize>outer << 2;
  const bias = (mode & BIAS) != 0 ? c : <usize>0;
  const adds = (mode & ACCUMULATE) != 0;
  for (let r = 0; r < rows; r++) {
    addRow(d, b + <usize>load<i32>(a) * row, bias, outer, adds);
    a += sa;
    d += sd;
  }
}

/** d[row] = W[id(row)] */
export function rows(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const row = <usize>inner << 2;
  for (let r = 0; r < rows; r++) {
    addRow(d, b + <usize>load<i32>(a) * row, 0, inner, false);
    a += sa;
    d += sd;
  }
}

/** d[id(row)] += a[row] */
export function rowsGradient(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const row = <usize>inner << 2;
  if ((mode & ACCUMULATE) == 0) memory.fill(d, 0, row * <usize>outer);
  for (let r = 0; r < rows; r++) {
    addRow(d + <usize>load<i32>(b) * row, a, 0, inner, true);
    a += sa;
    b += sb;
  }
}

/** d[row] = 1 at id(row), 0 elsewhere */
export function oneHot(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const row = <usize>inner << 2;
  for (let r = 0; r < rows; r++) {
    memory.fill(d, 0, row);
    store<f32>(d + (<usize>load<i32>(a) << 2), 1);
    a += sa;
    d += sd;
  }
}
