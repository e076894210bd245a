import type { Shape } from '../shape.ts';
import type { Convolution } from './convolution.ts';
import { imageSize, windowsOver } from './image.ts';
import type { Factor, Frame, UnitOp } from './op.ts';

/** Flat positions of the inputs in the window of output unit k, row by row. A window never leaves the image. */
function windowOf(k: number, { input, output, size, stride }: Convolution): number[] {
  const area = output.height * output.width;
  const c = Math.floor(k / area);
  const top = Math.floor((k % area) / output.width) * stride;
  const left = (k % output.width) * stride;
  const positions: number[] = [];
  for (let y = top; y < top + size; y++) {
    for (let x = left; x < left + size; x++) positions.push((c * input.height + y) * input.width + x);
  }
  return positions;
}

/** The output units in whose windows input unit k lies. */
export function outputsOver(k: number, at: Convolution): number[] {
  const { input, output } = at;
  const area = input.height * input.width;
  const c = Math.floor(k / area);
  const [top, bottom] = windowsOver(Math.floor((k % area) / input.width), at, output.height);
  const [left, right] = windowsOver(k % input.width, at, output.width);
  const units: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) units.push((c * output.height + row) * output.width + column);
  }
  return units;
}

/** The first of the largest, as PyTorch takes it; a NaN wins. */
function largestOf(positions: readonly number[], x: Frame): number {
  return positions.reduce((best, at) => (x[at] > x[best] || x[at] !== x[at] ? at : best));
}

/** The input unit that output unit k of a max-pool takes. */
export function maximumOf(k: number, x: Frame, at: Convolution): number {
  return largestOf(windowOf(k, at), x);
}

const shape = ([x]: readonly Shape[], { output }: Convolution, place: string): Shape => {
  imageSize(x, place);
  return [output.channels, output.height, output.width];
};

const gradientOf = (unit: number): Factor => ({ kind: 'gradient', unit });

/** The largest value of each window; the gradient goes back to the place it came from. x `[C, H, W]`. */
export const maxPool: UnitOp<Convolution> = {
  scope: 'unit',
  onnx: 'MaxPool',
  tex: ([x]) => `\\max ${x}`,
  shape,
  forward: (k, [x], at) => x[largestOf(windowOf(k, at), x)],
  backward: (_n, k, { inputs: [x], gradient }, at) =>
    outputsOver(k, at).reduce((sum, unit) => (largestOf(windowOf(unit, at), x) === k ? sum + gradient[unit] : sum), 0),
  spell: (k, _sizes, at) => ({
    apply: 'max',
    terms: windowOf(k, at).map((unit) => [{ kind: 'input', input: 0, unit }]),
  }),
  spellBackward: (_n, k, _sizes, at) => ({
    apply: 'where largest',
    terms: outputsOver(k, at).map((unit) => [gradientOf(unit)]),
  }),
};

/** The mean of each window. x `[C, H, W]`. */
export const averagePool: UnitOp<Convolution> = {
  scope: 'unit',
  onnx: 'AveragePool',
  tex: ([x]) => `\\operatorname{mean} ${x}`,
  shape,
  forward: (k, [x], at) => windowOf(k, at).reduce((sum, n) => sum + x[n], 0) / (at.size * at.size),
  backward: (_n, k, { gradient }, at) =>
    outputsOver(k, at).reduce((sum, unit) => sum + gradient[unit], 0) / (at.size * at.size),
  spell(k, _sizes, at) {
    const share: Factor = { kind: 'constant', value: 1 / (at.size * at.size) };
    return { terms: windowOf(k, at).map((unit) => [share, { kind: 'input', input: 0, unit }]) };
  },
  spellBackward(_n, k, _sizes, at) {
    const share: Factor = { kind: 'constant', value: 1 / (at.size * at.size) };
    return { terms: outputsOver(k, at).map((unit) => [share, gradientOf(unit)]) };
  },
};
