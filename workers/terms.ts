import { scanOfTerms, termsOf } from '../src/nn/bptt-terms.ts';
import { measureReach } from '../src/nn/jacobian-norms.ts';
import type { StepFrames } from '../src/nn/jacobian.ts';
import { globalNorm } from '../src/nn/optimizers.ts';
import { traceModel } from '../src/nn/trace-model.ts';
import type { MeasuredTerms, TermsRequest } from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import { writeBatch } from './arena/transfer.ts';
import { keptFrames } from './kept-frames.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { PlanError } from './plan/errors.ts';
import { planOf } from './plan/plan.ts';

/** A text that a network has read with the kernels that train: every value of every step. */
export class ReadText {
  readonly steps: number;
  private readonly network: Network;
  private readonly frames: (t: number) => StepFrames;
  private readonly scan: number;

  /** Throws PlanError for ids that the network does not know, MemoryLimitError for a text that is too long. */
  constructor({ model, parameters, input, target }: TermsRequest, kernels: KernelSet) {
    const trace = traceModel(model, { training: false });
    this.scan = scanOfTerms(trace);
    this.steps = input.length;
    const size = { batch: 1, inputSteps: input.length, outputSteps: input.length };
    const plan = planOf(trace, { kind: 'values', ...size, keep: trace.equations.map(({ id }) => id) });
    this.network = new Network(plan, kernels);
    if (parameters.length !== this.network.parameters.length) {
      throw new PlanError('parameters', `expected ${this.network.parameters.length}, got ${parameters.length}`);
    }
    this.network.parameters.set(parameters);
    this.give('input', input);
    this.give('target', target);
    this.network.forward();
    this.frames = keptFrames(this.network, { sample: 0 });
  }

  /**
   * One sweep back from each loss, in float64. The norm of a part of a weight is that of its whole matrix, as
   * `src/nn/bptt-terms.ts` gathers it.
   */
  terms(): MeasuredTerms {
    const { steps, frames } = this;
    const { trace } = this.network.plan;
    const table = () => new Float64Array(steps * steps);
    const norms = Object.fromEntries(trace.parameters.map(({ name }) => [name, table()]));
    const arriving = table();
    for (const { t, i, arriving: state, parts } of termsOf(trace, { steps, frames })) {
      arriving[t * steps + i] = globalNorm([state]);
      for (const [name, part] of parts) norms[name][t * steps + i] = globalNorm([part]);
    }
    const losses = Float64Array.from({ length: steps }, (_, t) => frames(t)(trace.loss)[0]);
    return { steps, norms, arriving, losses };
  }

  /** Piece by piece: each step's whole Jacobian (a column for each number of the state), each product of them. */
  reach(): ReturnType<typeof measureReach> {
    const { steps, frames, scan } = this;
    return measureReach(this.network.plan.trace, { scan, steps, frames });
  }

  private give(role: 'input' | 'target', ids: readonly number[]): void {
    const feed = this.network.feed(role);
    if (feed?.numbers !== 'whole' || feed.width !== 1) {
      throw new PlanError('model', 'expected characters in and cross-entropy over characters out');
    }
    const { equations, output } = this.network.plan.trace;
    const [classes] = equations[output].shape;
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= classes);
    if (wrong !== undefined) throw new PlanError(role, `expected ids below ${classes}, got ${wrong}`);
    if (ids.length !== feed.steps) throw new PlanError(role, `expected ${feed.steps} ids, got ${ids.length}`);
    writeBatch(this.network.memory, feed, ids);
  }
}
