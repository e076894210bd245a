/** The works of the bench, in the order of the table. */
import type { Work } from './measure.ts';

export const works: readonly Work[] = [matrixProduct(32, 512, 128)];

/** A plain triple loop, the floor under every kernel: C = A·B with A [rows, inner], B [inner, columns]. */
function matrixProduct(rows: number, inner: number, columns: number): Work {
  return {
    name: `plain-product ${rows}x${inner}x${columns}`,
    flops: 2 * rows * inner * columns,
    prepare() {
      const a = new Float32Array(rows * inner).fill(0.5);
      const b = new Float32Array(inner * columns).fill(0.25);
      const c = new Float32Array(rows * columns);
      return () => {
        c.fill(0);
        for (let i = 0; i < rows; i++) {
          for (let k = 0; k < inner; k++) {
            const factor = a[i * inner + k];
            for (let j = 0; j < columns; j++) c[i * columns + j] += factor * b[k * columns + j];
          }
        }
      };
    },
  };
}
