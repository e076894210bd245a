import { ShapeError, showShape, type Shape } from '../shape.ts';
import { imageSize, places, windowsOver, type ImageSize, type Window } from './image.ts';
import type { BackwardFrames, Factor, Frame, UnitOp } from './op.ts';

/** A convolution's window, and the sizes that a flat frame cannot say. */
export interface Convolution extends Window {
  readonly input: ImageSize;
  readonly output: ImageSize;
}

/** One product of a convolution's sum: input position x meets weight w in output unit `out`. */
interface Meeting {
  readonly x: number;
  readonly w: number;
  readonly out: number;
}

/**
 * Cross-correlation without bias: x `[C, H, W]`, weight `[O, C, F, F]`, result `[O, H', W']`,
 * H' = ⌊(H − F + 2P)/S⌋ + 1; outside the image stand zeros.
 */
export const convolution: UnitOp<Convolution> = {
  scope: 'unit',
  onnx: 'Conv',
  tex: ([x, w]) => `${w} \\ast ${x}`,
  shape([x, w], { size, output }, place): Shape {
    const { channels } = imageSize(x, place);
    const wanted = [output.channels, channels, size, size];
    if (showShape(w) !== showShape(wanted)) throw new ShapeError(place, showShape(wanted), showShape(w));
    return [output.channels, output.height, output.width];
  },
  forward(k, [x, w], at) {
    let value = 0;
    forOutput(k, at, (meeting) => (value += x[meeting.x] * w[meeting.w]));
    return value;
  },
  backward(n, k, { inputs: [x, w], gradient }: BackwardFrames, at) {
    let value = 0;
    if (n === 0) forInput(k, at, (meeting) => (value += w[meeting.w] * gradient[meeting.out]));
    else forWeight(k, at, (meeting) => (value += x[meeting.x] * gradient[meeting.out]));
    return value;
  },
  spell: (k, _sizes, at) => ({ terms: collect((add) => forOutput(k, at, (m) => add([weight(m), pixel(m)]))) }),
  spellBackward: (n, k, _sizes, at) => ({
    terms: collect((add) =>
      n === 0
        ? forInput(k, at, (m) => add([weight(m), arriving(m)]))
        : forWeight(k, at, (m) => add([pixel(m), arriving(m)])),
    ),
  }),
};

const weight = ({ w }: Meeting): Factor => ({ kind: 'input', input: 1, unit: w });
const pixel = ({ x }: Meeting): Factor => ({ kind: 'input', input: 0, unit: x });
const arriving = ({ out }: Meeting): Factor => ({ kind: 'gradient', unit: out });

function collect(run: (add: (term: Factor[]) => void) => void): Factor[][] {
  const terms: Factor[][] = [];
  run((term) => terms.push(term));
  return terms;
}

type Visit = (meeting: Meeting) => void;

/** All products that make output unit k. */
function forOutput(k: number, { input, output, size, stride, padding }: Convolution, visit: Visit): void {
  const area = output.height * output.width;
  const o = Math.floor(k / area);
  const top = Math.floor((k % area) / output.width) * stride - padding;
  const left = (k % output.width) * stride - padding;
  for (let c = 0; c < input.channels; c++) {
    for (let dy = 0; dy < size; dy++) {
      const y = top + dy;
      if (y < 0 || y >= input.height) continue;
      for (let dx = 0; dx < size; dx++) {
        const x = left + dx;
        if (x < 0 || x >= input.width) continue;
        visit({
          x: (c * input.height + y) * input.width + x,
          w: ((o * input.channels + c) * size + dy) * size + dx,
          out: k,
        });
      }
    }
  }
}

/** All products in which input unit k takes part. */
function forInput(k: number, at: Convolution, visit: Visit): void {
  const { input, output, size, stride, padding } = at;
  const area = input.height * input.width;
  const c = Math.floor(k / area);
  const y = Math.floor((k % area) / input.width);
  const x = k % input.width;
  const [top, bottom] = windowsOver(y, at, output.height);
  const [left, right] = windowsOver(x, at, output.width);
  for (let o = 0; o < output.channels; o++) {
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const dy = y + padding - row * stride;
        const dx = x + padding - column * stride;
        const w = ((o * input.channels + c) * size + dy) * size + dx;
        visit({ x: k, w, out: (o * output.height + row) * output.width + column });
      }
    }
  }
}

/** All products in which weight k takes part. */
function forWeight(k: number, { input, output, size, stride, padding }: Convolution, visit: Visit): void {
  const dx = k % size;
  const dy = Math.floor(k / size) % size;
  const c = Math.floor(k / (size * size)) % input.channels;
  const o = Math.floor(k / (size * size * input.channels));
  for (let row = 0; row < output.height; row++) {
    const y = row * stride - padding + dy;
    if (y < 0 || y >= input.height) continue;
    for (let column = 0; column < output.width; column++) {
      const x = column * stride - padding + dx;
      if (x < 0 || x >= input.width) continue;
      const out = (o * output.height + row) * output.width + column;
      visit({ x: (c * input.height + y) * input.width + x, w: k, out });
    }
  }
}

/** The output's sizes for an input, with the window's check. */
export function convolved(
  input: ImageSize,
  { channels, window, place }: { channels: number; window: Window; place: string },
): Convolution {
  const output = { channels, height: places(input.height, window, place), width: places(input.width, window, place) };
  return { ...window, input, output };
}

/** One bias a channel: x `[C, …]`, b `[C]`. `inner` is the number of units a channel. */
export const channelBias: UnitOp<{ inner: number }> = {
  scope: 'unit',
  onnx: 'Add',
  tex: ([x, b]) => `${x} + ${b}`,
  shape([x, b], { inner }, place) {
    if (b.length !== 1 || b[0] !== x[0] || inner !== x.slice(1).reduce((a, n) => a * n, 1)) {
      throw new ShapeError(place, `[${x[0]}]`, showShape(b));
    }
    return x;
  },
  forward: (k, [x, b], { inner }) => x[k] + b[Math.floor(k / inner)],
  backward: (n, k, { gradient }, { inner }) => (n === 0 ? gradient[k] : sumOf(gradient, k * inner, inner)),
  spell: (k, _sizes, { inner }) => ({
    terms: [[{ kind: 'input', input: 0, unit: k }], [{ kind: 'input', input: 1, unit: Math.floor(k / inner) }]],
  }),
  spellBackward: (n, k, _sizes, { inner }) =>
    n === 0
      ? { terms: [[{ kind: 'gradient', unit: k }]] }
      : { terms: Array.from({ length: inner }, (_, i) => [{ kind: 'gradient', unit: k * inner + i }]) },
};

function sumOf(frame: Frame, from: number, size: number): number {
  let total = 0;
  for (let n = from; n < from + size; n++) total += frame[n];
  return total;
}
