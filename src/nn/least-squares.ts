interface System {
  /** `[equations][unknowns]` */
  readonly rows: readonly (readonly number[])[];
  /** `[equations]` */
  readonly values: readonly number[];
}

/** More rounds change nothing that matters for a handful of unknowns. */
const ROUNDS = 2000;

/**
 * The x ≥ 0 with the least Σ(row·x − value)², found one coordinate after another (Franc, Hlaváč and Navara 2005, sequential
 * coordinate-wise algorithm). Columns are scaled first, so that unknowns may be of very different sizes.
 */
export function nonNegativeLeastSquares({ rows, values }: System): number[] {
  const unknowns = rows[0].map((_, column) => column);
  const scales = unknowns.map((column) => Math.sqrt(rows.reduce((sum, row) => sum + row[column] * row[column], 0)));
  const scaled = rows.map((row) => row.map((value, column) => (scales[column] > 0 ? value / scales[column] : 0)));
  const squares = unknowns.map((a) => unknowns.map((b) => scaled.reduce((sum, row) => sum + row[a] * row[b], 0)));
  const slopes = unknowns.map((a) => -scaled.reduce((sum, row, n) => sum + row[a] * values[n], 0));
  const x = unknowns.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const a of unknowns) {
      if (squares[a][a] === 0) continue;
      const next = Math.max(0, x[a] - slopes[a] / squares[a][a]);
      const moved = next - x[a];
      x[a] = next;
      if (moved !== 0) for (const b of unknowns) slopes[b] += moved * squares[a][b];
    }
  }
  return x.map((value, column) => (scales[column] > 0 ? value / scales[column] : 0));
}
