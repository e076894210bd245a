import type { EquationId, Trace } from '../nn/equation.ts';
import type { ModelSpec } from '../nn/model.ts';
import type { OptimizerSpec } from '../nn/optimizers.ts';
import { showShape, sizeOf, type Shape } from '../nn/shape.ts';
import { Batch } from './batch.ts';

/** Values of one step: a number where the shape is `[]` (an id), else one number a unit. */
export type StepValues = number | ArrayLike<number>;

/** What one pass over one sample works on. */
export interface PassInput {
  /** An entry a step; a network without a time axis takes the one entry alone, too. */
  readonly input: StepValues | readonly StepValues[];
  /** An entry for each step that has a loss. */
  readonly target: StepValues | readonly StepValues[];
  /** 1 where the step is real; needs a network made with `masked`. */
  readonly mask?: ArrayLike<number>;
  /** How much each step's loss counts in the total, E = Σ weight × E_t. 1 each by default. */
  readonly lossWeights?: ArrayLike<number>;
  /** Values before the first step, by layer and state: `cell.h`. Zeros by default. */
  readonly initialStates?: Readonly<Record<string, ArrayLike<number>>>;
  /** Which units dropout keeps, by dropout layer: 0 or 1, `[steps, units]`; a network that drops must be told. */
  readonly kept?: Readonly<Record<string, ArrayLike<number>>>;
  /** With it an update phase follows. */
  readonly optimizer?: OptimizerSpec;
  /** The batch that the sample is one of, where an op needs all of them; by itself it is a batch of one. */
  readonly batch?: Batch;
  /** The sample's number in its batch, 0 by default: events carry it. */
  readonly sample?: number;
  /** ∂L/∂(parameter) of the samples before, by name: this pass's shares are added to them. */
  readonly gathered?: Readonly<Record<string, ArrayLike<number>>>;
}

/** A pass's input, checked and laid out by equation. */
export interface GivenPass {
  readonly sample: number;
  /** Steps of each scan. */
  readonly lengths: readonly number[];
  /** Frames of the leaves (inputs, ids, masks, targets), by equation and step. */
  readonly leaves: ReadonlyMap<EquationId, readonly Float64Array[]>;
  /** Values before the first step, by state. */
  readonly initial: readonly Float64Array[];
  readonly lossWeights: Float64Array;
  readonly optimizer: OptimizerSpec | undefined;
  readonly batch: Batch;
  readonly gathered: ReadonlyMap<string, Float64Array>;
}

/** A pass cannot be made of this. The message names the place, what was wanted and what came. */
export class PassError extends Error {
  override readonly name = 'PassError';
  constructor(
    readonly place: string,
    wanted: string,
    came: string,
  ) {
    super(`${place}: expected ${wanted}, got ${came}`);
  }
}

/** Lays a pass's input out for a trace. Throws PassError. */
export function readPass(trace: Trace, spec: ModelSpec, pass: PassInput): GivenPass {
  const { equations, scans, loss } = trace;
  const leaves = new Map<EquationId, readonly Float64Array[]>();
  const lossScan = equations[loss].scan;
  const target = equations[equations[loss].inputs[1]];
  const targets = readSteps(pass.target, target.shape, 'target');
  const inputs = readSteps(pass.input, spec.input.shape, 'input');
  const lengths = scans.map(({ length }) => {
    if (length === 'once') return 1;
    if (length === 'input') return inputs.length;
    return spec.shape === 'one-to-many' ? spec.steps : targets.length;
  });
  expectCount('target', targets.length, lengths[lossScan]);
  leaves.set(target.id, targets);
  const teacher = spec.shape === 'encoder-decoder' ? [Float64Array.of(spec.start), ...targets.slice(0, -1)] : [];
  for (const equation of equations) {
    const { id, op, scan } = equation;
    if (op === 'input' || op === 'id') {
      const frames = equation.attributes.source === 'teacher' ? teacher : inputs;
      expectCount('input', frames.length, lengths[scan]);
      leaves.set(id, frames);
      if (op === 'id') checkIds(trace, id, frames);
    } else if (op === 'mask') {
      leaves.set(id, readMask(pass.mask, lengths[scan]));
    } else if (op === 'kept') {
      const { layer, shape } = equation.attributes;
      leaves.set(id, readKept(pass.kept?.[layer], { layer, shape, steps: lengths[scan] }));
    }
  }
  checkClasses(trace, targets);
  if (pass.mask !== undefined && !equations.some(({ op }) => op === 'mask')) {
    throw new PassError('mask', 'none (this network was made without `masked`)', 'one');
  }
  return {
    sample: pass.sample ?? 0,
    lengths,
    leaves,
    initial: readStates(trace, pass.initialStates ?? {}),
    lossWeights: readWeights(pass.lossWeights, lengths[lossScan]),
    optimizer: pass.optimizer,
    batch: pass.batch ?? new Batch(1),
    gathered: readGathered(trace, pass.gathered ?? {}),
  };
}

const isList = (value: unknown): value is ArrayLike<number> =>
  typeof value === 'object' && value !== null && 'length' in value;

function readSteps(given: StepValues | readonly StepValues[], shape: Shape, place: string): readonly Float64Array[] {
  const size = sizeOf(shape);
  const isOneStep = typeof given === 'number' || (shape.length > 0 && typeof given[0] === 'number');
  const steps = isOneStep ? [given as StepValues] : Array.from(given as ArrayLike<StepValues>);
  if (steps.length === 0) throw new PassError(place, 'at least one step', 'none');
  return steps.map((values, t) => {
    const frame = isList(values) ? Float64Array.from(values) : Float64Array.of(values);
    if (frame.length !== size) throw new PassError(`${place}[${t}]`, showShape(shape), `${frame.length} numbers`);
    if (frame.some((value) => !Number.isFinite(value)))
      throw new PassError(`${place}[${t}]`, 'numbers', frame.join(', '));
    return frame;
  });
}

function expectCount(place: string, came: number, wanted: number): void {
  if (came !== wanted) throw new PassError(place, `${wanted} steps`, `${came}`);
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}

/** An id must have a row in every table that it looks up. */
function checkIds({ equations }: Trace, id: EquationId, frames: readonly Float64Array[]): void {
  for (const reader of equations) {
    if (!reader.inputs.includes(id)) continue;
    const count =
      reader.op === 'one-hot'
        ? reader.attributes.vocabulary
        : reader.op === 'lookup'
          ? equations[reader.inputs[1]].shape[0]
          : Infinity;
    const t = frames.findIndex((ids) => !ids.every((value) => isIndex(value, count)));
    if (t >= 0)
      throw new PassError(`input[${t}]`, `a whole number below ${count} (${reader.layer})`, frames[t].join(', '));
  }
}

function checkClasses({ equations, loss }: Trace, targets: readonly Float64Array[]): void {
  if (equations[loss].op !== 'cross-entropy') return;
  const classes = sizeOf(equations[equations[loss].inputs[0]].shape);
  const t = targets.findIndex(([value]) => !isIndex(value, classes));
  if (t >= 0) throw new PassError(`target[${t}]`, `a class below ${classes}`, `${targets[t][0]}`);
}

function readMask(mask: ArrayLike<number> | undefined, steps: number): readonly Float64Array[] {
  if (mask !== undefined) expectCount('mask', mask.length, steps);
  return Array.from({ length: steps }, (_, t) => Float64Array.of(mask?.[t] ?? 1));
}

function readKept(
  given: ArrayLike<number> | undefined,
  { layer, shape, steps }: { layer: string; shape: Shape; steps: number },
): readonly Float64Array[] {
  if (given === undefined) throw new PassError(`kept.${layer}`, 'a mask for dropout', 'none');
  const all = sized(`kept.${layer}`, given, [steps, ...shape]);
  const size = sizeOf(shape);
  return Array.from({ length: steps }, (_, t) => all.subarray(t * size, (t + 1) * size));
}

function readWeights(weights: ArrayLike<number> | undefined, steps: number): Float64Array {
  if (weights === undefined) return new Float64Array(steps).fill(1);
  expectCount('lossWeights', weights.length, steps);
  return Float64Array.from(weights);
}

function readStates({ states }: Trace, given: Readonly<Record<string, ArrayLike<number>>>): Float64Array[] {
  const free = states.filter(({ initial }) => initial === undefined).map(({ layer, name }) => `${layer}.${name}`);
  const unknown = Object.keys(given).find((name) => !free.includes(name));
  if (unknown !== undefined) {
    throw new PassError('initialStates', free.length > 0 ? `only ${free.join(', ')}` : 'none', unknown);
  }
  return states.map(({ layer, name, shape }) => {
    const values = given[`${layer}.${name}`];
    return values === undefined ? new Float64Array(sizeOf(shape)) : sized(`${layer}.${name}`, values, shape);
  });
}

function readGathered(
  { parameters }: Trace,
  given: Readonly<Record<string, ArrayLike<number>>>,
): Map<string, Float64Array> {
  return new Map(
    parameters
      .filter(({ name }) => given[name] !== undefined)
      .map(({ name, shape }) => [name, sized(`gathered ${name}`, given[name], shape)]),
  );
}

/** A copy in float64. Throws PassError when the count does not fit the shape. */
export function sized(place: string, values: ArrayLike<number>, shape: Shape): Float64Array {
  if (values.length !== sizeOf(shape)) throw new PassError(place, showShape(shape), `${values.length} numbers`);
  return Float64Array.from(values);
}
