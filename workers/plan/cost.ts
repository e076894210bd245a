import type { DeviceSpeed } from '../../src/train/protocol.ts';
import { kernelNames, type KernelName } from '../kernels/names.ts';
import type { Plan } from './plan.ts';
import { INSTRUCTION_WORDS, SEGMENT_WORDS, type Program } from './program.ts';

/** What one training step of a plan asks of a device. */
export interface Cost {
  /** Floating-point operations of matrix products, two for a multiplication with its addition. */
  readonly flops: number;
  /** Numbers that other kernels write or sum up. */
  readonly elements: number;
  /** Numbers among them that take an exponential or its like. */
  readonly curves: number;
  /** Kernel calls. */
  readonly calls: number;
  /** Numbers that the optimizer changes. */
  readonly parameters: number;
}

/** What a step is made of, in the order of `DeviceSpeed`'s first five. */
export function costParts({ flops, elements, curves, calls, parameters }: Cost): number[] {
  return [flops, elements, curves, calls, parameters];
}

/** How long a device takes for it. Seconds. */
export function secondsOf({ flops, elements, curves, calls, parameters }: Cost, speed: DeviceSpeed): number {
  const { flop, element, curve, call, parameter } = speed;
  return flops * flop + elements * element + curves * curve + calls * call + parameters * parameter;
}

/** Places in an instruction (`program.ts`). */
const ROWS = 13;
const INNER = 14;
const OUTER = 15;

const products: ReadonlySet<KernelName> = new Set<KernelName>([
  'linear',
  'linear-input-gradient',
  'linear-weight-gradient',
  'convolution',
  'convolution-input-gradient',
  'convolution-weight-gradient',
]);

const curves: ReadonlySet<KernelName> = new Set<KernelName>([
  'sigmoid',
  'tanh',
  'elu',
  'gelu',
  'gelu-gradient',
  'softplus',
  'softplus-gradient',
  'softmax',
  'cross-entropy',
  'cross-entropy-gradient',
]);

/** Counted over the plan's programs: nothing is run. */
export function costOf(plan: Plan): Cost {
  const sum = { flops: 0, elements: 0, curves: 0, calls: 0 };
  for (const program of [plan.forward, plan.backward, plan.update]) add(program, sum);
  return { ...sum, parameters: plan.gradients?.width ?? 0 };
}

function add(
  { segments, words }: Program,
  sum: { flops: number; elements: number; curves: number; calls: number },
): void {
  for (let s = 0; s < segments.length; s += SEGMENT_WORDS) {
    const [first, count, iterations] = segments.subarray(s, s + SEGMENT_WORDS);
    for (let n = first; n < first + count; n++) {
      const at = n * INSTRUCTION_WORDS;
      const name = kernelNames[words[at] & 255];
      const numbers = iterations * numbersOf(name, words.subarray(at, at + INSTRUCTION_WORDS));
      sum.calls += iterations;
      if (products.has(name)) sum.flops += 2 * numbers;
      else sum.elements += numbers;
      if (curves.has(name)) sum.curves += numbers;
    }
  }
}

/** Multiplications of a product; what any other kernel writes or sums up. */
function numbersOf(name: KernelName, words: Int32Array): number {
  const [rows, inner, outer] = [words[ROWS], Math.max(1, words[INNER]), Math.max(1, words[OUTER])];
  switch (name) {
    // a row of a table for each id: the table itself is not gone through
    case 'columns':
      return rows * outer;
    case 'rows':
      return rows * inner;
    case 'rows-gradient':
      return (rows + outer) * inner;
    default:
      return rows * inner * outer;
  }
}
