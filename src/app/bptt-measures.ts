/** What one pass of the tagging network tells about backpropagation through time. */
import { bpttNames } from '../lessons/bptt.ts';
import { tags, type Tag, type TaggedSentence } from '../lessons/tagged-sentences.ts';
import type { Trace } from '../nn/equation.ts';
import { jacobianReach, type JacobianReach } from '../nn/jacobian-norms.ts';
import type { Matrix } from '../nn/matrix.ts';
import { clipFactor, globalNorm } from '../nn/optimizers.ts';
import { softmaxOf } from '../nn/ops/softmax.ts';
import { spectralRadius } from '../nn/spectral-radius.ts';
import type { Network } from '../streams/network.ts';
import { bpttTerms, recordedFrames, stateJacobians } from '../streams/terms.ts';
import type { BpttWeight } from './bptt-document.ts';

export interface BpttMeasures {
  readonly steps: number;
  /** Of each weight's terms, `[steps, steps]` row-major: entry (t, i) is the Frobenius norm; 0 above the diagonal. */
  readonly norms: Readonly<Record<BpttWeight, Float64Array>>;
  /** ‖∂E_t/∂s_i‖, laid out alike. */
  readonly arriving: Float64Array;
  /** ∂s_t/∂s_{t−1} at each step. */
  readonly jacobians: readonly Matrix[];
  readonly reach: JacobianReach;
  readonly trace: Trace;
  readonly gradient: GradientNorms;
  readonly words: readonly TaggedWord[];
  /** E = ΣE_t, nats. */
  readonly loss: number;
}

/** √Σg² over all parameters of the network, of E = ΣE_t. */
export interface GradientNorms {
  readonly whole: number;
  /** Of the terms that truncation leaves. */
  readonly kept: number;
  /** What clipping multiplies with, and the norm then. */
  readonly factor: number;
  readonly clipped: number;
}

export interface TaggedWord {
  readonly word: string;
  readonly target: Tag;
  /** The likeliest tag, and its probability. */
  readonly tag: Tag;
  readonly probability: number;
  /** E_t, nats. */
  readonly loss: number;
}

/** The parameters that the notes call W_x, W_h, W_o and b. */
export const weightNames: Readonly<Record<BpttWeight, string>> = {
  x: `${bpttNames.cell}.weight_x`,
  h: `${bpttNames.cell}.weight_h`,
  o: `${bpttNames.tag}.weight`,
  b: `${bpttNames.cell}.bias`,
};

interface Options {
  /** What the pass read. */
  readonly sentence: TaggedSentence;
  readonly truncate?: number;
  readonly clip?: number;
}

/** Reads a pass that has come through its loss phase. */
export function measure(network: Network, options: Options): BpttMeasures {
  const steps = network.lengths[0];
  return {
    steps,
    ...measureTerms(network, { steps, ...options }),
    jacobians: stateJacobians(network),
    trace: network.trace,
    reach: jacobianReach(network.trace, { scan: 0, steps, frames: recordedFrames(network) }),
    words: Array.from({ length: steps }, (_, t) => taggedWord(network, { t, ...options })),
    loss: network.recorder.totalLoss() ?? NaN,
  };
}

function measureTerms(
  network: Network,
  { steps, truncate = Infinity, clip }: Omit<Options, 'sentence'> & { steps: number },
) {
  const table = () => new Float64Array(steps * steps);
  const norms: Record<BpttWeight, Float64Array> = { x: table(), h: table(), o: table(), b: table() };
  const arriving = table();
  const whole = new Map<string, Float64Array>();
  const kept = new Map<string, Float64Array>();
  for (const { t, i, arriving: state, parts } of bpttTerms(network)) {
    arriving[t * steps + i] = globalNorm([state]);
    for (const weight of ['x', 'h', 'o', 'b'] as const) {
      const part = parts.get(weightNames[weight]);
      if (part !== undefined) norms[weight][t * steps + i] = globalNorm([part]);
    }
    for (const [name, part] of parts) {
      gather(whole, name, part);
      if (t - i < truncate) gather(kept, name, part);
    }
  }
  const norm = globalNorm([...kept.values()]);
  const factor = clipFactor(norm, clip);
  const gradient = { whole: globalNorm([...whole.values()]), kept: norm, factor, clipped: norm * factor };
  return { norms, arriving, gradient };
}

function gather(into: Map<string, Float64Array>, name: string, part: Float64Array): void {
  const sum = into.get(name);
  if (sum === undefined) into.set(name, part.slice());
  else for (let n = 0; n < sum.length; n++) sum[n] += part[n];
}

function taggedWord({ trace, recorder }: Network, { t, sentence }: Options & { t: number }): TaggedWord {
  const logits = recorder.frame(trace.output, t)?.values ?? new Float64Array(tags.length);
  const probabilities = new Float64Array(logits.length);
  softmaxOf(logits, probabilities);
  const best = probabilities.indexOf(Math.max(...probabilities));
  return {
    word: sentence.words[t],
    target: sentence.tags[t],
    tag: tags[best],
    probability: probabilities[best],
    loss: recorder.loss(t)?.value ?? NaN,
  };
}

/** How many times the last loss's term through the first step is smaller than its term through its own step, for W_x. */
export function farRatio({ norms, steps }: Pick<BpttMeasures, 'norms' | 'steps'>): number {
  const row = norms.x.subarray((steps - 1) * steps);
  return row[steps - 1] / row[0];
}

/** The spectral radius of W_h; where its rows are stacked gates, the largest among their blocks. */
export function recurrentRadius(weight: Float64Array, units: number): number {
  const size = units * units;
  const blocks = Array.from({ length: weight.length / size }, (_, n) => weight.subarray(n * size, (n + 1) * size));
  return Math.max(...blocks.map((data) => spectralRadius({ rows: units, columns: units, data })));
}
