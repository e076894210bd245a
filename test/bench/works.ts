/** The works of the bench, in the order of the table, and the arithmetic of each. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
}

interface Base {
  readonly name: string;
  readonly title: string;
  /** Floating-point operations of one call's matrix products (a multiply-add counts two). */
  readonly flops: number;
  readonly parameters: readonly ParameterShape[];
  readonly batch: number;
  /** Runs only when `--only` asks for it. */
  readonly onlyAsked?: boolean;
}

interface Training extends Base {
  /** Adam's η. Large enough that five losses tell a wrong gradient from a right one. */
  readonly learningRate: number;
}

/** Dense, ReLU, dense, cross-entropy. */
export interface MlpWork extends Training {
  readonly kind: 'mlp';
  readonly inputs: number;
  readonly hidden: number;
  readonly classes: number;
}

/** Twice: convolution of the same size, ReLU, largest of 2×2; then dense, cross-entropy. */
export interface CnnWork extends Training {
  readonly kind: 'cnn';
  /** Height and width of the image, one channel. */
  readonly side: number;
  readonly filter: number;
  readonly channels: readonly [number, number];
  readonly classes: number;
}

export interface RecurrentSizes {
  readonly cell: 'lstm' | 'gru' | 'rnn';
  readonly vocabulary: number;
  readonly hidden: number;
  readonly steps: number;
}

/** One-hot characters, a recurrent layer, dense, cross-entropy at each step, full BPTT. */
export interface SequenceWork extends Training, RecurrentSizes {
  readonly kind: 'sequence';
}

/** One character after the other drawn from softmax of the same network. A call draws `steps` of them. */
export interface SamplingWork extends Base, RecurrentSizes {
  readonly kind: 'sampling';
}

export type Work = MlpWork | CnnWork | SequenceWork | SamplingWork;

/** Calls of a work that the engines must agree on: five losses, or one text. */
export function checkedCalls({ kind }: Work): number {
  return kind === 'sampling' ? 1 : 5;
}

/** A work is told in milliseconds a training step, or a character. */
export function unitsOfCall(work: Work): number {
  return work.kind === 'sampling' ? work.steps : 1;
}

/** Blocks of rows in a cell's weights. */
const gates = { lstm: 4, gru: 3, rnn: 1 };

const defaults = { cell: 'lstm', hidden: 64, steps: 32, batch: 16, learningRate: 0.01 } as const;

export const works: readonly Work[] = [
  mlp({ inputs: 784, hidden: 128, classes: 10, batch: 64 }),
  cnn({ side: 28, filter: 5, channels: [8, 16], classes: 10, batch: 32 }),
  sequence('W3', { cell: 'lstm', vocabulary: 64, hidden: 128, steps: 64, batch: 32, learningRate: 0.01 }),
  sequence('W4', { cell: 'gru', vocabulary: 64, hidden: 128, steps: 64, batch: 32, learningRate: 0.01 }),
  sequence('W5', { cell: 'rnn', vocabulary: 64, hidden: 128, steps: 64, batch: 32, learningRate: 0.01 }),
  sequence('W6', { cell: 'lstm', vocabulary: 32, hidden: 32, steps: 24, batch: 8, learningRate: 0.01 }),
  sampling({ cell: 'lstm', vocabulary: 64, hidden: 128, steps: 128 }),
  // what one tap on Start trains: the app's default on either text
  { ...sequence('Austen', { ...defaults, vocabulary: 66 }), onlyAsked: true },
  { ...sequence('Tang', { ...defaults, vocabulary: 1000 }), onlyAsked: true },
];

function mlp({ inputs, hidden, classes, batch }: Pick<MlpWork, 'inputs' | 'hidden' | 'classes' | 'batch'>): MlpWork {
  return {
    name: 'W1',
    title: `MLP ${inputs}-${hidden}-${classes}, batch ${batch}`,
    kind: 'mlp',
    inputs,
    hidden,
    classes,
    batch,
    learningRate: 0.001,
    // the gradient of the inputs is not needed
    flops: 2 * batch * (2 * inputs * hidden + 3 * hidden * classes),
    parameters: [...denseShapes('hidden', inputs, hidden), ...denseShapes('output', hidden, classes)],
  };
}

function cnn(sizes: Pick<CnnWork, 'side' | 'filter' | 'channels' | 'classes' | 'batch'>): CnnWork {
  const { side, filter, channels, classes, batch } = sizes;
  const [first, second] = channels;
  const window = filter * filter;
  const flat = second * (side / 4) ** 2;
  const products = 2 * side ** 2 * window * first + 3 * (side / 2) ** 2 * window * first * second + 3 * flat * classes;
  return {
    ...sizes,
    name: 'W2',
    title: `CNN ${side}×${side}, convolutions ${first} and ${second} of ${filter}×${filter}, batch ${batch}`,
    kind: 'cnn',
    learningRate: 0.001,
    flops: 2 * batch * products,
    parameters: [
      { name: 'conv1.weight', shape: [first, 1, filter, filter] },
      { name: 'conv1.bias', shape: [first] },
      { name: 'conv2.weight', shape: [second, first, filter, filter] },
      { name: 'conv2.bias', shape: [second] },
      ...denseShapes('output', flat, classes),
    ],
  };
}

function sequence(name: string, sizes: RecurrentSizes & Pick<SequenceWork, 'batch' | 'learningRate'>): SequenceWork {
  const { cell, vocabulary, hidden, steps, batch } = sizes;
  return {
    ...sizes,
    name,
    title: `${cell.toUpperCase()} ${vocabulary}/${hidden}, ${steps} steps, batch ${batch}`,
    kind: 'sequence',
    flops: 3 * steps * batch * characterFlops(sizes),
    parameters: recurrentShapes(sizes),
  };
}

function sampling(sizes: RecurrentSizes): SamplingWork {
  const { cell, vocabulary, hidden, steps } = sizes;
  return {
    ...sizes,
    name: 'W7',
    title: `Sampling, ${cell.toUpperCase()} ${vocabulary}/${hidden}`,
    kind: 'sampling',
    batch: 1,
    flops: steps * characterFlops(sizes),
    parameters: recurrentShapes(sizes),
  };
}

/** Forward, one character of one sample. The input's product is a row looked up. */
function characterFlops({ cell, vocabulary, hidden }: RecurrentSizes): number {
  return 2 * hidden * (gates[cell] * hidden + vocabulary);
}

function recurrentShapes({ cell, vocabulary, hidden }: RecurrentSizes): ParameterShape[] {
  const rows = gates[cell] * hidden;
  return [
    { name: 'cell.weight_x', shape: [rows, vocabulary] },
    { name: 'cell.weight_h', shape: [rows, hidden] },
    { name: 'cell.bias', shape: [rows] },
    ...(cell === 'gru' ? [{ name: 'cell.bias_h', shape: [hidden] }] : []),
    ...denseShapes('output', hidden, vocabulary),
  ];
}

function denseShapes(name: string, inputs: number, units: number): ParameterShape[] {
  return [
    { name: `${name}.weight`, shape: [units, inputs] },
    { name: `${name}.bias`, shape: [units] },
  ];
}
