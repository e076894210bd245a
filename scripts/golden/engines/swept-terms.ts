import type { BpttTerm } from '../../../src/nn/bptt-terms.ts';
import { globalNorm } from '../../../src/nn/optimizers.ts';
import { sizeOf } from '../../../src/nn/shape.ts';
import type { GoldenCase, Parts } from '../engine.ts';
import { lossSteps, termWeights } from '../loss-rows.ts';

/**
 * The parts of BPTT's sum from the terms that the app's screens show (`termsOf` over some engine's frames), gathered over
 * the samples. A part that never comes is 0: that of a weight behind the state at an earlier step, and all of a step
 * without a loss.
 */
export function sweptTerms(golden: GoldenCase, termsOf: (sample: number) => Iterable<BpttTerm>): Parts {
  const { terms, trace, batch, inputSteps: steps } = golden;
  const parts = new TermParts(golden);
  const losses = lossSteps(golden);
  const weights = termWeights(golden);
  const wanted = trace.parameters.filter(({ name }) => terms.includes(name));
  for (let sample = 0; sample < (wanted.length === 0 ? 0 : batch); sample++) {
    for (const { t, i, parts: found } of termsOf(sample)) {
      const weight = weights[sample * losses + t - (steps - losses)];
      if (weight === 0) continue;
      for (const { name } of wanted) parts.add(name, { t, i, values: found.get(name) ?? [], weight });
    }
  }
  return parts;
}

interface Part {
  readonly t: number;
  readonly i: number;
  readonly values: ArrayLike<number>;
  readonly weight: number;
}

/** Sums of parts, by weight, loss and step. */
export class TermParts implements Parts {
  private readonly sums: ReadonlyMap<string, readonly Float64Array[]>;

  constructor({ trace, terms, inputSteps: steps }: GoldenCase) {
    const parameters = trace.parameters.filter(({ name }) => terms.includes(name));
    const empty = (size: number) => Array.from({ length: steps * steps }, () => new Float64Array(size));
    this.sums = new Map(parameters.map(({ name, shape }) => [name, empty(sizeOf(shape))]));
  }

  add(name: string, { t, i, values, weight }: Part): void {
    const all = this.sums.get(name);
    if (all === undefined) throw new Error(`${name}: no parts of it were asked for`);
    const sum = all[t * Math.sqrt(all.length) + i];
    for (let n = 0; n < values.length; n++) sum[n] += values[n] * weight;
  }

  get contribution_norms(): Record<string, number[]> {
    return Object.fromEntries([...this.sums].map(([name, all]) => [name, all.map((sum) => globalNorm([sum]))]));
  }

  get last_loss_contributions(): Record<string, number[]> {
    const last = (all: readonly Float64Array[]) => all.slice(-Math.sqrt(all.length));
    return Object.fromEntries([...this.sums].map(([name, all]) => [name, last(all).flatMap((sum) => [...sum])]));
  }
}
