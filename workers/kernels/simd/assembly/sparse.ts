import { COLUMNS, madd } from './blocks';
import { put } from './lanes';
import { splat } from './maths';

/**
 * Rows of a weight gradient whose column of a is mostly 0 (weight-gradient.ts). Each goes alone, through 6 panels of b at
 * once, and reads only the rows of b where a is not 0:
 *
 *     column of a    list: where in a panel, number         6 panels of b          row of d
 *     0 x 0 0 y      ┌─────────┬───────────┐             ┌────────┬────────┬─    ┌────────┬────────┬─
 *                    │ 32 · 1  │ x         │           1 │ 8 wide │ 8 wide │ …   │ 8 sums │ 8 sums │ …
 *                    │ 32 · 4  │ y         │           4 │        │        │     └────────┴────────┴─
 *                    └─────────┴───────────┘             └────────┴────────┴─
 *
 * Sums begin at +0 and run in the order of k, as in blocks: where b is finite, a product ±0 would change no bit of them.
 */

/** Bytes of an entry of a list. */
export const ENTRY: usize = 8;
const PANELS = 6;

/**
 * The most numbers other than 0 with which a column of `depth` is quicker alone, by what was measured: in a block each of
 * its numbers takes a cycle a panel. Alone a number takes 8 cycles for six panels, or 16 where these are more than the
 * first-level cache holds, 40 pass between one row and the next, and the list takes 2 for each number or zero.
 */
export function sparseLimit(depth: i32, width: i32): i32 {
  const panels = (width + 7) >> 3, turns = (panels + PANELS - 1) / PANELS;
  return (depth * (panels - 2) / turns - 40) >> (depth > 128 ? 4 : 3);
}

/** `count` rows of d: `columns` lists where each one's column of a stands and where it begins, and is written over. */
export function sparseProduct(
  columns: usize, count: i32, b: usize, lists: usize, depth: i32, width: i32, adds: bool,
): void {
  const past = columns + <usize>count * ENTRY, panel = <usize>depth << 5;
  let list = lists, kept = columns;
  for (let at = columns; at < past; at += ENTRY) {
    const end = nonzeros(load<usize>(at), panel, list), row = load<usize>(at, 4);
    if (end == list && !adds) memory.fill(row, 0, <usize>width << 2);
    else {
      store<usize>(kept, end);
      store<usize>(kept, row, 4);
      kept += ENTRY;
      list = end;
    }
  }
  const last = b + <usize>((width - 1) >> 3) * panel;
  for (; width > 0; width -= 8 * PANELS) {
    const b1 = min(b + panel, last), b2 = min(b1 + panel, last);
    const b3 = min(b2 + panel, last), b4 = min(b3 + panel, last), b5 = min(b4 + panel, last);
    list = lists;
    for (let at = columns; at < kept; at += ENTRY) {
      const end = load<usize>(at), c = load<usize>(at, 4);
      sparseRow(list, end, b, b1, b2, b3, b4, b5, c, width, adds);
      store<usize>(at, c + 32 * PANELS, 4);
      list = end;
    }
    b = b5 + panel;
  }
}

/** Lists the numbers of a column that are not 0, each behind where its row of b begins in a panel; the list's end. */
function nonzeros(column: usize, panel: usize, list: usize): usize {
  for (let k: usize = 0; k < panel; k += 32) {
    const value = load<f32>(column);
    store<usize>(list, k);
    store<f32>(list, value, 4);
    list += value != 0 ? ENTRY : 0;
    column += COLUMNS << 2;
  }
  return list;
}

/** `real` columns of a row of d, at most 8 of each panel. */
function sparseRow(
  list: usize, end: usize, b0: usize, b1: usize, b2: usize, b3: usize, b4: usize, b5: usize,
  c: usize, real: i32, adds: bool,
): void {
  let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  for (; list < end; list += ENTRY) {
    const k = load<usize>(list), x = v128.load32_splat(list, 4);
    c00 = madd(c00, x, v128.load(b0 + k)); c01 = madd(c01, x, v128.load(b0 + k, 16));
    c10 = madd(c10, x, v128.load(b1 + k)); c11 = madd(c11, x, v128.load(b1 + k, 16));
    c20 = madd(c20, x, v128.load(b2 + k)); c21 = madd(c21, x, v128.load(b2 + k, 16));
    c30 = madd(c30, x, v128.load(b3 + k)); c31 = madd(c31, x, v128.load(b3 + k, 16));
    c40 = madd(c40, x, v128.load(b4 + k)); c41 = madd(c41, x, v128.load(b4 + k, 16));
    c50 = madd(c50, x, v128.load(b5 + k)); c51 = madd(c51, x, v128.load(b5 + k, 16));
  }
  put(c, c00, c01, 0, real, adds);
  if (real > 8) put(c + 32, c10, c11, 0, real - 8, adds);
  if (real > 16) put(c + 64, c20, c21, 0, real - 16, adds);
  if (real > 24) put(c + 96, c30, c31, 0, real - 24, adds);
  if (real > 32) put(c + 128, c40, c41, 0, real - 32, adds);
  if (real > 40) put(c + 160, c50, c51, 0, real - 40, adds);
}
