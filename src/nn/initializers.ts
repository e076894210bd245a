import { Random } from './random.ts';
import { sizeOf, type Shape } from './shape.ts';

/** How a parameter starts. All are seeded; the same seed and name give the same bits. */
export type Initializer =
  /** Uniform in ±√(6/(fan in + fan out)), each block of rows by itself (Glorot and Bengio 2010). */
  | { readonly type: 'xavier' }
  /** Orthonormal rows or columns, each block by itself (Saxe et al. 2014). */
  | { readonly type: 'orthogonal' }
  /** Uniform in ±limit. */
  | { readonly type: 'uniform'; readonly limit: number }
  /** One value a block of rows. */
  | { readonly type: 'constant'; readonly values: readonly number[] };

export const weightInitializers = ['xavier', 'orthogonal', 'uniform'] as const;
export type WeightInitializer = (typeof weightInitializers)[number];

export interface ToInitialize {
  readonly name: string;
  readonly shape: Shape;
  readonly blocks?: readonly string[];
  readonly initializer: Initializer;
}

/** The starting values of one parameter, float32, row-major. */
export function initialize(parameter: ToInitialize, seed: number): Float32Array {
  const { shape, initializer, name } = parameter;
  const values = new Float32Array(sizeOf(shape));
  const random = Random.seeded(seed, name);
  const blocks = parameter.blocks?.length ?? 1;
  const size = values.length / blocks;
  for (let block = 0; block < blocks; block++) {
    fill(values.subarray(block * size, (block + 1) * size), {
      initializer,
      random,
      block,
      columns: shape[shape.length - 1],
    });
  }
  return values;
}

interface Block {
  readonly initializer: Initializer;
  readonly random: Random;
  readonly block: number;
  readonly columns: number;
}

function fill(values: Float32Array, { initializer, random, block, columns }: Block): void {
  switch (initializer.type) {
    case 'constant':
      values.fill(initializer.values[block % initializer.values.length]);
      return;
    case 'uniform':
      return uniform(values, initializer.limit, random);
    case 'xavier':
      return uniform(values, Math.sqrt(6 / (columns + values.length / columns)), random);
    case 'orthogonal':
      return orthogonal(values, columns, random);
    default:
      initializer satisfies never;
  }
}

function uniform(values: Float32Array, limit: number, random: Random): void {
  for (let n = 0; n < values.length; n++) values[n] = (2 * random.uniform() - 1) * limit;
}

/** Gram–Schmidt on normal vectors of the longer axis: rows when there are fewer rows than columns, else columns. */
function orthogonal(values: Float32Array, columns: number, random: Random): void {
  const rows = values.length / columns;
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows];
  const vectors: Float64Array[] = [];
  for (let n = 0; n < count; n++) vectors.push(orthonormalTo(vectors, length, random));
  for (let n = 0; n < count; n++) {
    for (let k = 0; k < length; k++) values[rows <= columns ? n * columns + k : k * columns + n] = vectors[n][k];
  }
}

function orthonormalTo(others: readonly Float64Array[], length: number, random: Random): Float64Array {
  for (;;) {
    const vector = Float64Array.from({ length }, () => random.normal());
    // twice is enough (Kahan): the second pass removes what rounding left
    for (let pass = 0; pass < 2; pass++) for (const other of others) subtractProjection(vector, other);
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    if (norm > 1e-6) return vector.map((x) => x / norm);
  }
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  let dot = 0;
  for (let n = 0; n < vector.length; n++) dot += vector[n] * unit[n];
  for (let n = 0; n < vector.length; n++) vector[n] -= dot * unit[n];
}
