import type { EquationId } from '../nn/equation.ts';
import type { Activation, Frame, Gradient, GradientSource, Loss, ParameterUpdate, Phase, Share } from './events.ts';
import { opOf } from '../nn/ops/table.ts';
import type { PassContext } from './pass-context.ts';
import { stateOf } from './state-of.ts';

type Recorded = Omit<PassContext, 'log' | 'scheduler'>;

/**
 * Everything one pass has computed, to be read as it stood at any position: what lies behind the position is undefined.
 * Values are those that the streams wrote; nothing is computed again. Positions are those of the pass's schedule.
 */
export class PassRecord {
  readonly updates = new Map<EquationId, ParameterUpdate>();

  constructor(readonly context: Recorded) {}

  /** Unit of an equation's value at its scan's step t. Inputs, targets and parameters are there from the start. */
  value(at: number, id: EquationId, { unit, t }: UnitPlace): number | undefined {
    const { graph, frames } = this.context;
    if (t < 0 || t >= this.steps(id)) return undefined;
    const source = this.sourceOf(id, t);
    if (source !== undefined && !this.has(at, 'forward', source.id, { t: source.t, unit })) return undefined;
    return unit < graph.sizes[id] ? frames.value(id, t)[unit] : undefined;
  }

  gradient(at: number, id: EquationId, { unit, t }: UnitPlace): number | undefined {
    const { graph, frames } = this.context;
    if (id === graph.trace.loss) return this.lossGradient(at, t);
    if (graph.shareScan.has(id)) return this.share(at, id, t)?.values[unit];
    return this.has(at, 'backward', id, { t, unit }) ? frames.gradient(id, t)[unit] : undefined;
  }

  sources(at: number, id: EquationId, { unit, t }: UnitPlace): readonly GradientSource[] | undefined {
    const { graph, contributions } = this.context;
    if (id === graph.trace.loss || graph.shareScan.has(id)) return undefined;
    return this.has(at, 'backward', id, { t, unit }) ? contributions.sources({ id, t }, unit) : undefined;
  }

  /** All units of a value, once all are there. */
  frame(at: number, id: EquationId, t: number): Frame | undefined {
    const { frames, graph } = this.context;
    if (t < 0 || t >= this.steps(id)) return undefined;
    const source = this.sourceOf(id, t);
    if (source !== undefined && !this.hasAll(at, this.phaseOf(source.id), source)) return undefined;
    const { layer, name } = graph.trace.equations[id];
    return { ...this.key(t), layer, direction: 'activation', equation: id, name, values: frames.value(id, t) };
  }

  gradientFrame(at: number, id: EquationId, t: number): Frame | undefined {
    const { frames, graph } = this.context;
    const isThere =
      id === graph.trace.loss ? this.lossGradient(at, t) !== undefined : this.hasAll(at, 'backward', { id, t });
    if (!isThere || graph.shareScan.has(id)) return undefined;
    const { layer, name } = graph.trace.equations[id];
    return { ...this.key(t), layer, direction: 'gradient', equation: id, name, values: frames.gradient(id, t) };
  }

  share(at: number, id: EquationId, t: number): Share | undefined {
    return this.has(at, 'backward', id, { t }) ? this.context.shares.share(id, t) : undefined;
  }

  /** The shares so far, from the last step back. */
  shares(at: number, id: EquationId): Share[] {
    const { graph, given } = this.context;
    const steps = given.lengths[graph.shareScan.get(id) ?? 0];
    return Array.from({ length: steps }, (_, n) => this.share(at, id, steps - 1 - n)).flatMap((share) => share ?? []);
  }

  /** ∂L/∂(parameter) as far as it is gathered; undefined before the first share. */
  total(at: number, id: EquationId): Float64Array | undefined {
    const { graph, given } = this.context;
    const steps = given.lengths[graph.shareScan.get(id) ?? 0];
    for (let t = 0; t < steps; t++) {
      const share = this.share(at, id, t);
      if (share !== undefined) return share.total;
    }
    return undefined;
  }

  loss(at: number, t: number): Loss | undefined {
    const { graph, frames, given } = this.context;
    const { loss, equations } = graph.trace;
    if (!this.has(at, 'loss', loss, { t })) return undefined;
    let total = 0;
    for (let step = 0; step <= t; step++) total += given.lossWeights[step] * frames.value(loss, step)[0];
    return {
      ...this.key(t),
      layer: equations[loss].layer,
      value: frames.value(loss, t)[0],
      weight: given.lossWeights[t],
      total,
    };
  }

  /** Σ weight × E_t of the losses so far; undefined before the first. */
  totalLoss(at: number): number | undefined {
    for (let t = this.context.given.lossWeights.length - 1; t >= 0; t--) {
      const found = this.loss(at, t);
      if (found !== undefined) return found.total;
    }
    return undefined;
  }

  update(at: number, id: EquationId): ParameterUpdate | undefined {
    return this.has(at, 'update', id, { t: 0 }) ? this.updates.get(id) : undefined;
  }

  activation(at: number, id: EquationId, { unit, t }: UnitPlace): Activation | undefined {
    const value = this.value(at, id, { unit, t });
    if (value === undefined) return undefined;
    const { graph, frames } = this.context;
    const { layer, name, op: opName } = graph.trace.equations[id];
    const op = opOf(opName);
    const isUnary = op.scope === 'unit' && op.elementwise?.arity === 1;
    const preactivation = isUnary ? frames.inputs(id, t)[0][unit] : value;
    return { ...this.key(t), layer, equation: id, name, unit, preactivation, value };
  }

  gradientEvent(at: number, id: EquationId, { unit, t }: UnitPlace): Gradient | undefined {
    const value = this.gradient(at, id, { unit, t });
    const from = this.sources(at, id, { unit, t });
    if (value === undefined || from === undefined) return undefined;
    const { trace } = this.context.graph;
    const { layer, name } = trace.equations[id];
    return { ...this.key(t), layer, equation: id, name, unit, state: stateOf(trace, id), value, from };
  }

  key(t: number): { pass: number; sample: number; t: number } {
    const { pass, given } = this.context;
    return { pass, sample: given.sample, t };
  }

  steps(id: EquationId): number {
    const { given, graph } = this.context;
    return given.lengths[graph.trace.equations[id].scan] ?? 1;
  }

  phaseOf(id: EquationId): Phase {
    return this.context.graph.trace.equations[id].layer === 'loss' ? 'loss' : 'forward';
  }

  /** The work that computes a value; undefined for what is given. */
  private sourceOf(id: EquationId, t: number): { id: EquationId; t: number } | undefined {
    const { graph } = this.context;
    const equation = graph.trace.equations[id];
    if (equation.op !== 'previous') return graph.isWork[id] ? { id, t } : undefined;
    const { next, initial } = graph.trace.states[equation.attributes.state];
    if (t > 0) return { id: next, t: t - 1 };
    return initial === undefined ? undefined : this.sourceOf(initial, 0);
  }

  private has(at: number, phase: Phase, id: EquationId, { t, unit }: { t: number; unit?: number }): boolean {
    const { graph, schedule } = this.context;
    const isWhole = graph.isWhole[id] || graph.shareScan.has(id) || phase === 'update';
    const isLoss = phase === 'forward' && this.phaseOf(id) === 'loss';
    const position = schedule.position(isLoss ? 'loss' : phase, id, { t, unit: isWhole ? 0 : unit });
    return position >= 0 && position < at;
  }

  private hasAll(at: number, phase: Phase, { id, t }: { id: EquationId; t: number }): boolean {
    const { graph, schedule } = this.context;
    const last = graph.isWhole[id] ? schedule.position(phase, id, { t }) : schedule.lastPosition(phase, id, t);
    return last >= 0 && last < at;
  }

  /** The weight of a step's loss, from the moment the backward phase reaches the step. */
  private lossGradient(at: number, t: number): number | undefined {
    const { graph, schedule, given } = this.context;
    const { scan } = graph.trace.equations[graph.trace.loss];
    const step = schedule.steps.find((each) => each.phase === 'backward' && each.scan === scan && each.t === t);
    return step !== undefined && step.position <= at ? given.lossWeights[t] : undefined;
  }
}

interface UnitPlace {
  readonly unit: number;
  readonly t: number;
}
