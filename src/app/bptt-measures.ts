/** What one pass of the tagging network tells about backpropagation through time. */
import { bpttParameters } from '../formula/bptt-letters.ts';
import { tags, type Tag, type TaggedSentence } from '../lessons/tagged-sentences.ts';
import { jacobianReach, type JacobianReach } from '../nn/jacobian-norms.ts';
import type { Matrix } from '../nn/matrix.ts';
import { clipFactor, globalNorm } from '../nn/optimizers.ts';
import { softmaxOf } from '../nn/ops/softmax.ts';
import { spectralRadius } from '../nn/spectral-radius.ts';
import type { Network } from '../streams/network.ts';
import { bpttTerms, recordedFrames, stateJacobians } from '../streams/terms.ts';
import { bpttWeights, type BpttWeight } from './bptt-document.ts';
import { TermSum } from './bptt-term-sum.ts';

export interface BpttMeasures {
  readonly steps: number;
  /** Of each weight's terms, `[steps, steps]` row-major: entry (t, i) is the Frobenius norm; 0 above the diagonal. */
  readonly norms: Readonly<Record<BpttWeight, Float64Array>>;
  /** ‖∂E_t/∂s_i‖, laid out alike. */
  readonly arriving: Float64Array;
  /** ∂s_t/∂s_{t−1} at each step. */
  readonly jacobians: readonly Matrix[];
  readonly reach: JacobianReach;
  /** How many times the last loss's term through the first step is smaller than its term through its own step, for W_x. */
  readonly farRatio: number;
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
    reach: jacobianReach(network.trace, { scan: 0, steps, frames: recordedFrames(network) }),
    words: Array.from({ length: steps }, (_, t) => taggedWord(network, { t, ...options })),
    loss: network.recorder.totalLoss() ?? NaN,
  };
}

function measureTerms(network: Network, { steps, truncate, clip }: Omit<Options, 'sentence'> & { steps: number }) {
  const table = () => new Float64Array(steps * steps);
  const norms: Record<BpttWeight, Float64Array> = { x: table(), h: table(), o: table(), b: table() };
  const arriving = table();
  const whole = new TermSum();
  const kept = new TermSum(truncate);
  const names = bpttParameters(network.trace);
  for (const term of bpttTerms(network)) {
    const { t, i, parts } = term;
    arriving[t * steps + i] = globalNorm([term.arriving]);
    for (const weight of bpttWeights) {
      const part = parts.get(names[weight]);
      if (part !== undefined) norms[weight][t * steps + i] = globalNorm([part]);
    }
    whole.add(term);
    kept.add(term);
  }
  const { norm } = kept;
  const factor = clipFactor(norm, clip);
  const gradient = { whole: whole.norm, kept: norm, factor, clipped: norm * factor };
  const last = norms.x.subarray((steps - 1) * steps);
  return { norms, arriving, gradient, farRatio: last[steps - 1] / last[0] };
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

/** The spectral radius of W_h; where its rows are stacked gates, the largest among their blocks. */
export function recurrentRadius(weight: Float64Array, units: number): number {
  const size = units * units;
  const blocks = Array.from({ length: weight.length / size }, (_, n) => weight.subarray(n * size, (n + 1) * size));
  return Math.max(...blocks.map((data) => spectralRadius({ rows: units, columns: units, data })));
}
