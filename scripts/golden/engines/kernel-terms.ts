import type { ParameterPlace } from '../../../src/nn/layout.ts';
import type { Network } from '../../../workers/arena/network.ts';
import { ACCUMULATE, kernelNames, type KernelName } from '../../../workers/kernels/names.ts';
import type { Plan } from '../../../workers/plan/plan.ts';
import { INSTRUCTION_WORDS, SEGMENT_WORDS, type Program } from '../../../workers/plan/program.ts';
import type { GoldenCase } from '../engine.ts';
import { lossSteps, termWeights } from '../loss-rows.ts';

/** Kernels that sum a parameter's gradient over rows (samples and steps); a and b are read row by row. */
const SUMS: readonly KernelName[] = ['linear-weight-gradient', 'rows-gradient', 'bias-gradient'];

/**
 * The part of ∂E_t/∂W that flows through step i alone; t counts steps that have a loss. `values` are valid until the next part
 * is asked for.
 */
export interface Term {
  readonly t: number;
  readonly i: number;
  readonly values: Float32Array;
}

interface Wanted {
  readonly golden: GoldenCase;
  /** A parameter used at every step of the recurrent scan. */
  readonly place: ParameterPlace;
}

/**
 * The terms of BPTT's sum, ∂E_t/∂W = Σ_i (part through step i), measured with the backward kernels that train: a check
 * on them, and on `src/nn/bptt-terms.ts`, by which the app measures them faster. The network
 * must be a training plan without pieces that has run `forward`; its gradients and loss weights are overwritten.
 *
 * One backward run for each t with a loss at t alone; then the sums over rows are made for step i's rows only.
 */
export function* bpttTerms(network: Network, { golden, place }: Wanted): Generator<Term> {
  const { plan, gradients } = network;
  const { batch, inputSteps: steps } = golden;
  const losses = lossSteps(golden);
  const termWeight = termWeights(golden);
  const weights = network.feed('weights');
  if (weights === undefined) throw new Error('terms of BPTT: expected a training plan, got one without loss weights');
  const { floats } = network.memory;
  const shares = Array.from({ length: steps }, (_, i) => shareProgram(plan, { i, batch, steps }));
  const values = gradients.subarray(place.offset, place.offset + place.size);
  for (let t = 0; t < losses; t++) {
    for (let step = 0; step < losses; step++) {
      const from = weights.address + step * weights.slotStride;
      for (let b = 0; b < batch; b++) floats[from + b] = step === t ? termWeight[b * losses + step] : 0;
    }
    network.backward();
    for (let i = 0; i < steps; i++) {
      gradients.fill(0);
      network.run(shares[i]);
      yield { t, i, values };
    }
  }
}

/**
 * The backward program's sums over rows of all steps, narrowed to the rows of step i. Each is added to what stands in the
 * gradients, or begins anew (sums by id, which are then added to the gradients transposed).
 */
function shareProgram(
  { backward: { segments, words }, gradients }: Plan,
  { i, batch, steps }: { i: number; batch: number; steps: number },
): Program {
  const codes = SUMS.map((name) => kernelNames.indexOf(name));
  const transposed = kernelNames.indexOf('transposed');
  const { address = 0, width = 0 } = gradients ?? {};
  const narrowed: number[] = [];
  for (let segment = 0; segment < segments.length; segment += SEGMENT_WORDS) {
    const [first, count, iterations] = segments.subarray(segment, segment + SEGMENT_WORDS);
    for (let n = first; n < first + count; n++) {
      const instruction = words.slice(n * INSTRUCTION_WORDS, (n + 1) * INSTRUCTION_WORDS);
      const code = instruction[0] & 255;
      const isSum = iterations === 1 && codes.includes(code) && instruction[13] === batch * steps;
      if (!isSum && code !== transposed) continue;
      if (instruction[4] >= address && instruction[4] < address + width) instruction[0] |= ACCUMULATE << 8;
      if (isSum) for (const operand of [0, 1]) instruction[1 + operand] += i * batch * instruction[9 + operand];
      if (isSum) instruction[13] = batch;
      narrowed.push(...instruction);
    }
  }
  return { segments: Int32Array.of(0, narrowed.length / INSTRUCTION_WORDS, 1), words: Int32Array.from(narrowed) };
}
