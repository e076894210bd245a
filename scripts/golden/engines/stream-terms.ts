import { STATIC } from '../../../src/nn/equation.ts';
import { jacobianNorms, type StepFrames } from '../../../src/nn/jacobian.ts';
import type { Network } from '../../../src/streams/network.ts';
import type { PassInput } from '../../../src/streams/pass-input.ts';
import type { EngineResult, GoldenCase } from '../engine.ts';

type Terms = Pick<EngineResult, 'contribution_norms' | 'last_loss_contributions' | 'jacobian_norms'>;

/**
 * The parts of BPTT's sum: a pass for each t with a loss at t alone, E_t the mean over the batch; step i's share of
 * ∂E_t/∂W is the part that flows through step i. The Jacobians are those of the first sample's frames.
 */
export function streamTerms(net: Network, golden: GoldenCase, passOf: (sample: number) => PassInput): Terms {
  const { terms, batch, inputSteps: steps } = golden;
  if (terms.length === 0) return {};
  const norms = Object.fromEntries(terms.map((name) => [name, new Float64Array(steps * steps)]));
  const last: Record<string, number[]> = Object.fromEntries(terms.map((name) => [name, []]));
  for (let t = 0; t < steps; t++) {
    const parts = lossAt(net, { t, golden, passOf });
    for (const name of terms) {
      parts[name].forEach((part, i) => {
        norms[name][t * steps + i] = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
        if (t === steps - 1) last[name].push(...part);
      });
    }
  }
  net.feed({ ...passOf(0), lossWeights: new Float64Array(steps).fill(1 / batch) });
  net.scheduler.drain();
  const jacobians = jacobianNorms(net.trace, { scan: 0, steps, frames: (t) => framesAt(net, t) });
  return { contribution_norms: norms, last_loss_contributions: last, jacobian_norms: jacobians };
}

interface LossAt {
  readonly t: number;
  readonly golden: GoldenCase;
  readonly passOf: (sample: number) => PassInput;
}

/** By weight and step: the part of ∂E_t/∂W through that step, over the batch. */
function lossAt(net: Network, { t, golden, passOf }: LossAt): Record<string, Float64Array[]> {
  const { terms, batch, inputSteps: steps } = golden;
  const parts = Object.fromEntries(
    terms.map((name) => [name, Array.from({ length: steps }, () => new Float64Array(net.parameters[name].length))]),
  );
  for (let sample = 0; sample < batch; sample++) {
    const lossWeights = Float64Array.from({ length: steps }, (_, step) => (step === t ? 1 / batch : 0));
    net.feed({ ...passOf(sample), lossWeights });
    net.scheduler.drain();
    for (const name of terms) {
      parts[name].forEach((part, i) => {
        const share = net.recorder.share(name, i);
        if (share === undefined) throw new Error(`${name}: no share at step ${i}`);
        for (let n = 0; n < part.length; n++) part[n] += share.values[n];
      });
    }
  }
  return parts;
}

function framesAt({ trace, recorder, parameters }: Network, t: number): StepFrames {
  return (id) => {
    const equation = trace.equations[id];
    if (equation.op === 'parameter') return parameters[equation.attributes.parameter];
    const frame = recorder.frame(id, equation.scan === STATIC ? 0 : t);
    if (frame === undefined) throw new Error(`no frame of equation ${id} at step ${t}`);
    return frame.values;
  };
}
