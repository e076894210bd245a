import { STATIC, type Equation, type EquationId, type State, type Trace } from '../nn/equation.ts';
import { passBack, stateVector, stepJacobian, type Matrix, type StepFrames } from '../nn/jacobian.ts';
import { sizeOf } from '../nn/shape.ts';
import type { Network } from './network.ts';

/** What step i has to do with the loss of step t ≥ i; steps count from 0. All arrays are valid until the next term. */
export interface BpttTerm {
  readonly t: number;
  readonly i: number;
  /** ∂E_t/∂s_i of the whole state s = (h, c, …), laid out as `stateVector` says. */
  readonly arriving: Float64Array;
  /** The part of ∂E_t/∂(parameter) that flows through step i alone, by the parameter's full name. */
  readonly parts: ReadonlyMap<string, Float64Array>;
}

/**
 * The terms of BPTT's sum, ∂E/∂W = Σ_t Σ_{i≤t} ∂E_t/∂s_i · ∂⁺s_i/∂W: one term for each loss t and each step i through
 * which W acts on it (∂⁺: s_{i−1} held). They are made of the values that the present pass recorded, which must have come
 * through its loss phase; each E_t counts 1, whatever the pass's loss weights. The order is t = 0, 1, …, and for each t
 * i = t, t − 1, …, 0.
 *
 * Throws where the loss and the states do not share one time loop: then there is no such triangle.
 */
export function* bpttTerms(network: Network): Generator<BpttTerm> {
  const { trace } = network;
  const { scan } = trace.equations[trace.loss];
  if (trace.states.length === 0 || trace.states.some((state) => state.scan !== scan)) {
    throw new Error('terms of BPTT: expected a network whose loss stands in the time loop of its states');
  }
  const sweep = new TermSweep(trace, scan);
  const frames = recordedFrames(network);
  for (let t = 0; t < network.lengths[scan]; t++) {
    yield { t, i: t, ...sweep.lossStep(frames(t)) };
    for (let i = t - 1; i >= 0; i--) yield { t, i, ...sweep.earlierStep(frames(i)) };
  }
}

/** ∂s_t/∂s_{t−1} of the whole state at each step of the present pass, whose forward phase must be over. */
export function stateJacobians(network: Network): Matrix[] {
  const { trace } = network;
  const { scan } = trace.equations[trace.loss];
  const vector = stateVector(trace, scan);
  const frames = recordedFrames(network);
  return Array.from({ length: network.lengths[scan] }, (_, t) => stepJacobian(trace, { vector, frames: frames(t) }));
}

/** The present pass's values by step and equation. Throws when one is asked for that is not computed yet. */
export function recordedFrames({ trace, recorder, parameters }: Network): (t: number) => StepFrames {
  const known: Float64Array[][] = trace.equations.map(() => []);
  const read = (id: EquationId, t: number): Float64Array => {
    const equation = trace.equations[id];
    if (equation.op === 'parameter') return parameters[equation.attributes.parameter];
    const frame = recorder.frame(id, t);
    if (frame === undefined) throw new Error(`no value of equation ${id} at step ${t} is recorded`);
    return frame.values;
  };
  return (t) => (id) => {
    const step = trace.equations[id].scan === STATIC ? 0 : t;
    return (known[id][step] ??= read(id, step));
  };
}

/** One backward sweep over the equations of a step, again and again: its arrays are made once. */
class TermSweep {
  private readonly moving: readonly Equation[];
  private readonly gradients: ReadonlyMap<EquationId, Float64Array>;
  private readonly parts: ReadonlyMap<string, Float64Array>;
  private readonly states: readonly State[];
  /** What the output's side of the step stands behind: the last equation that makes a state. */
  private readonly lastState: EquationId;
  private readonly arriving: Float64Array;
  /** ∂E_t/∂s of the step before the one swept last. */
  private readonly handed: Float64Array;
  private readonly offsets: readonly number[];

  constructor(
    private readonly trace: Trace,
    scan: number,
  ) {
    const { states, offsets, size } = stateVector(trace, scan);
    this.states = states;
    this.offsets = offsets;
    this.arriving = new Float64Array(size);
    this.handed = new Float64Array(size);
    this.lastState = Math.max(...states.map(({ next }) => next));
    this.moving = differentiable(trace, scan);
    this.gradients = new Map(this.moving.map(({ id, shape }) => [id, new Float64Array(sizeOf(shape))]));
    this.parts = new Map(
      this.moving.flatMap((each) => (each.op === 'parameter' ? [[each.attributes.parameter, this.of(each.id)]] : [])),
    );
  }

  /** From the loss of a step, through that step. */
  lossStep(frames: StepFrames): Pick<BpttTerm, 'arriving' | 'parts'> {
    const { moving, gradients } = this;
    this.clear();
    this.of(this.trace.loss)[0] = 1;
    const first = moving.findLastIndex(({ id }) => id <= this.lastState);
    for (let n = moving.length - 1; n > first; n--) passBack(moving[n], { gradients, frames });
    this.collect(this.arriving, ({ next }) => next);
    return this.through(frames, first);
  }

  /** From what the step after it handed down, through a step. */
  earlierStep(frames: StepFrames): Pick<BpttTerm, 'arriving' | 'parts'> {
    this.clear();
    this.arriving.set(this.handed);
    this.states.forEach(({ next }, n) => {
      const gradient = this.of(next);
      gradient.set(this.arriving.subarray(this.offsets[n], this.offsets[n] + gradient.length));
    });
    return this.through(frames, this.moving.length - 1);
  }

  private through(frames: StepFrames, from: number): Pick<BpttTerm, 'arriving' | 'parts'> {
    const { moving, gradients, arriving, parts } = this;
    for (let n = from; n >= 0; n--) passBack(moving[n], { gradients, frames });
    this.collect(this.handed, ({ previous }) => previous);
    return { arriving, parts };
  }

  private clear(): void {
    for (const gradient of this.gradients.values()) gradient.fill(0);
  }

  private collect(into: Float64Array, which: (state: State) => EquationId): void {
    this.states.forEach((state, n) => into.set(this.of(which(state)), this.offsets[n]));
  }

  private of(id: EquationId): Float64Array {
    const gradient = this.gradients.get(id);
    if (gradient === undefined) throw new Error(`equation ${id}: no gradient flows there`);
    return gradient;
  }
}

/** The equations of a time loop, and the parameters and slices of them, that depend on a parameter or an old state. */
function differentiable(trace: Trace, scan: number): Equation[] {
  const reached = new Set<EquationId>();
  return trace.equations.filter((equation) => {
    const { id, op, inputs } = equation;
    if (equation.scan !== scan && equation.scan !== STATIC) return false;
    if (op === 'parameter' || op === 'previous' || inputs.some((input) => reached.has(input))) reached.add(id);
    return reached.has(id);
  });
}
