/** A matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Rows of `b` that are added to a row of the product at once: each number of the product is then read once for all. */
const BLOCK = 4;

/** a · b, `[a.rows, b.columns]`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const { columns } = b;
  const inner = a.columns;
  const data = new Float64Array(a.rows * columns);
  const whole = inner - (inner % BLOCK);
  for (let r = 0; r < a.rows; r++) {
    const to = r * columns;
    for (let k = 0; k < whole; k += BLOCK) {
      const at = r * inner + k;
      const [f0, f1, f2, f3] = [a.data[at], a.data[at + 1], a.data[at + 2], a.data[at + 3]];
      const row = k * columns;
      for (let c = 0; c < columns; c++) {
        const from = row + c;
        data[to + c] +=
          f0 * b.data[from] +
          f1 * b.data[from + columns] +
          f2 * b.data[from + 2 * columns] +
          f3 * b.data[from + 3 * columns];
      }
    }
    for (let k = whole; k < inner; k++) {
      const factor = a.data[r * inner + k];
      for (let c = 0; c < columns; c++) data[to + c] += factor * b.data[k * columns + c];
    }
  }
  return { rows: a.rows, columns, data };
}

/** The part of a matrix over rows and columns from … from + size − 1. */
export function block(matrix: Matrix, from: number, size: number): Matrix {
  const data = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    const row = (from + r) * matrix.columns + from;
    data.set(matrix.data.subarray(row, row + size), r * size);
  }
  return { rows: size, columns: size, data };
}
