import { STATIC, type Equation, type EquationId, type State, type Trace } from './equation.ts';
import { passBack, stateVector, type StepFrames } from './jacobian.ts';
import { sizeOf } from './shape.ts';

/** What step i has to do with the loss of step t ≥ i; steps count from 0. All arrays are valid until the next term. */
export interface BpttTerm {
  readonly t: number;
  readonly i: number;
  /** ∂E_t/∂s_i of the whole state s = (h, c, …), laid out as `stateVector` says. */
  readonly arriving: Float64Array;
  /**
   * The part of ∂E_t/∂(parameter) that flows through step i alone, by the parameter's full name. A parameter that acts
   * only behind the state, on the output, has none for i < t.
   */
  readonly parts: ReadonlyMap<string, Float64Array>;
}

interface Pass {
  readonly steps: number;
  /** A step's values, the loss's own among them; at the last step also those of what stands behind the loop. */
  readonly frames: (t: number) => StepFrames;
}

/**
 * The terms of BPTT's sum, ∂E/∂W = Σ_t Σ_{i≤t} ∂E_t/∂s_i · ∂⁺s_i/∂W: one term for each loss t and each step i through
 * which W acts on it (∂⁺: s_{i−1} held); each E_t counts 1. The order is t = 0, 1, …, and for each t i = t, t − 1, …, 0.
 * A loss behind the last step is the only one: its row alone comes.
 *
 * Throws where the states do not share one time loop with the loss right behind it: then there is no such triangle.
 */
export function* termsOf(trace: Trace, { steps, frames }: Pass): Generator<BpttTerm> {
  const scan = scanOfTerms(trace);
  const sweep = new TermSweep(trace, scan);
  const first = trace.equations[trace.loss].scan === scan ? 0 : steps - 1;
  for (let t = first; t < steps; t++) {
    yield { t, i: t, ...sweep.lossStep(frames(t)) };
    for (let i = t - 1; i >= 0; i--) yield { t, i, ...sweep.earlierStep(frames(i)) };
  }
}

/** The time loop of all states, in which the loss stands or behind which it stands. Throws where there is none. */
export function scanOfTerms({ equations, loss, scans, states }: Trace): number {
  const { scan } = equations[loss];
  const loop = states.length === 0 ? undefined : states[0].scan;
  const isOne = states.every((state) => state.scan === loop);
  if (loop === undefined || !isOne || (loop !== scan && scans[scan].length !== 'once')) {
    throw new Error(
      'terms of BPTT: expected a network whose loss stands in, or behind, the one time loop of its states',
    );
  }
  return loop;
}

/** One backward sweep over the equations of a step, again and again: its arrays are made once. */
class TermSweep {
  private readonly moving: readonly Equation[];
  private readonly gradients: ReadonlyMap<EquationId, Float64Array>;
  /** What a state's new value is made of: all that an earlier step has to do with a loss. */
  private readonly inner: readonly Equation[];
  private readonly parts: ReadonlyMap<string, Float64Array>;
  private readonly innerParts: ReadonlyMap<string, Float64Array>;
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
    this.inner = ancestors(
      this.moving,
      states.map(({ next }) => next),
    );
    this.parts = this.partsOf(this.moving);
    this.innerParts = this.partsOf(this.inner);
  }

  /** From the loss of a step, through that step. */
  lossStep(frames: StepFrames): Pick<BpttTerm, 'arriving' | 'parts'> {
    const { moving, gradients, arriving, parts } = this;
    this.clear(moving);
    this.of(this.trace.loss)[0] = 1;
    const first = moving.findLastIndex(({ id }) => id <= this.lastState);
    for (let n = moving.length - 1; n > first; n--) passBack(moving[n], { gradients, frames });
    this.collect(arriving, ({ next }) => next);
    for (let n = first; n >= 0; n--) passBack(moving[n], { gradients, frames });
    this.collect(this.handed, ({ previous }) => previous);
    return { arriving, parts };
  }

  /** From what the step after it handed down, through a step. */
  earlierStep(frames: StepFrames): Pick<BpttTerm, 'arriving' | 'parts'> {
    const { inner, gradients, arriving, innerParts: parts } = this;
    this.clear(inner);
    arriving.set(this.handed);
    this.states.forEach(({ next }, n) => {
      const gradient = this.of(next);
      gradient.set(arriving.subarray(this.offsets[n], this.offsets[n] + gradient.length));
    });
    for (let n = inner.length - 1; n >= 0; n--) passBack(inner[n], { gradients, frames });
    this.collect(this.handed, ({ previous }) => previous);
    return { arriving, parts };
  }

  private partsOf(equations: readonly Equation[]): ReadonlyMap<string, Float64Array> {
    return new Map(
      equations.flatMap((each) => (each.op === 'parameter' ? [[each.attributes.parameter, this.of(each.id)]] : [])),
    );
  }

  private clear(equations: readonly Equation[]): void {
    for (const { id } of equations) this.of(id).fill(0);
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

/**
 * The equations of a time loop and of the loss, and the parameters and slices of them, that depend on a parameter or an
 * old state.
 */
function differentiable(trace: Trace, loop: number): Equation[] {
  const scans = new Set([STATIC, loop, trace.equations[trace.loss].scan]);
  const reached = new Set<EquationId>();
  return trace.equations.filter((equation) => {
    const { id, op, inputs, scan } = equation;
    if (!scans.has(scan)) return false;
    if (op === 'parameter' || op === 'previous' || inputs.some((input) => reached.has(input))) reached.add(id);
    return reached.has(id);
  });
}

/** The equations that some of `ends` are computed from, themselves included, in order. */
function ancestors(equations: readonly Equation[], ends: readonly EquationId[]): Equation[] {
  const reached = new Set(ends);
  for (const { id, inputs } of equations.toReversed())
    if (reached.has(id)) for (const input of inputs) reached.add(input);
  return equations.filter(({ id }) => reached.has(id));
}
