import { clipFactor, clipValues, type OptimizerSpec } from '../../src/nn/optimizers.ts';
import { parameterLayout, type ParameterLayout } from '../../src/nn/layout.ts';
import type { Executor, KernelSet } from '../kernels/kernel-set.ts';
import type { FeedPlace, Plan } from '../plan/plan.ts';
import type { Program } from '../plan/program.ts';
import { rowOf, type Memory } from './memory.ts';

/** A plan in memory: runs forward, backward and updates. Nothing is allocated after it is made. */
export class Network {
  readonly memory: Memory;
  /** Where each parameter stands in `parameters`, `gradients` and each of `slots`. */
  readonly layout: ParameterLayout;
  /** What is trained, then running statistics. */
  readonly parameters: Float32Array;
  /** ∂L/∂(trained parameters) of a training plan; empty otherwise. */
  readonly gradients: Float32Array;
  readonly slots: readonly Float32Array[];
  private readonly executor: Executor;

  constructor(
    readonly plan: Plan,
    kernels: KernelSet,
  ) {
    this.executor = kernels.open(plan);
    this.memory = this.executor.memory;
    this.layout = parameterLayout(plan.trace);
    this.parameters = rowOf(this.memory, plan.parameters);
    this.gradients = plan.gradients === undefined ? new Float32Array(0) : rowOf(this.memory, plan.gradients);
    this.slots = plan.slots.map((place) => rowOf(this.memory, place));
  }

  /**
   * Computes all values, and the losses of a training plan. `unchanged` saves rearranging the weights: the parameters
   * are those of the forward run before.
   */
  forward(parameters: 'changed' | 'unchanged' = 'changed'): void {
    if (parameters === 'changed') this.executor.prepare();
    this.executor.run(this.plan.forward);
  }

  /** Computes the gradients of the total loss; `forward` must have run. */
  backward(): void {
    this.executor.run(this.plan.backward);
  }

  /** Runs another program over this memory: a part of the plan's own. */
  run(program: Program): void {
    this.executor.run(program);
  }

  /** The last forward's loss, without penalties. */
  get loss(): number {
    return this.plan.loss === undefined ? NaN : this.memory.floats[this.plan.loss];
  }

  /** The last forward's penalties on weights. */
  get penalty(): number {
    return this.plan.penalty === undefined ? 0 : this.memory.floats[this.plan.penalty];
  }

  /** √Σg² over all trained parameters. */
  norm(): number {
    return this.executor.norm();
  }

  /** Moves running statistics by the batch of the last forward; `update` does it too. */
  remember(): void {
    this.executor.run(this.plan.update);
  }

  /** Clips by `norm` and updates what is trained; `step` counts updates from 1. */
  update(spec: OptimizerSpec, { step, norm }: { step: number; norm: number }): void {
    this.remember();
    if (spec.clip_value !== undefined) clipValues(this.gradients, spec.clip_value);
    const left = spec.clip_value === undefined || spec.clip_norm === undefined ? norm : this.norm();
    const factor = clipFactor(left, spec.clip_norm);
    if (factor !== 1) this.executor.scale(factor);
    this.executor.update(spec, step);
  }

  feed(role: FeedPlace['role']): FeedPlace | undefined {
    return this.plan.feeds.find((feed) => feed.role === role);
  }

  /** Starts every state that is not computed from zeros. */
  clearStates(): void {
    for (const { address, slotStride, computed } of this.plan.states) {
      if (!computed) this.memory.floats.fill(0, address, address + slotStride);
    }
  }

  /** The states after the last step become those before the first. */
  carryStates(): void {
    for (const { address, slotStride, slots, computed } of this.plan.states) {
      const last = address + (slots - 1) * slotStride;
      if (!computed) this.memory.floats.copyWithin(address, last, last + slotStride);
    }
  }
}
