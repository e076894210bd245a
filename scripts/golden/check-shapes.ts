import type { EquationId, Trace } from '../../src/nn/equation.ts';
import { SpecError } from '../../src/nn/cells/fields.ts';
import { stateVector } from '../../src/nn/jacobian.ts';
import { stateKeys } from '../../src/nn/jacobian-norms.ts';
import { isTrained } from '../../src/nn/layout.ts';
import { opOf } from '../../src/nn/ops/table.ts';
import { sameShape, showShape, ShapeError, sizeOf, type Shape } from '../../src/nn/shape.ts';
import type { GoldenCase, Tensor, Tensors } from './engine.ts';

/** Every given tensor has the shape and the kind of numbers that its network wants. Throws ShapeError, SpecError. */
export function checkGiven(golden: GoldenCase): void {
  const { trace, batch, inputSteps, parameters, initialStates, dropoutMasks, mask, target } = golden;
  for (const { name, shape } of trace.parameters) expectShape(`parameters ${name}`, parameters[name], shape);
  const [, wanted] = trace.equations[trace.loss].inputs;
  expectShape('target', target, shapeOf(golden, wanted));
  if (mask !== undefined) {
    expectShape('mask', mask, [batch, inputSteps]);
    expectFlags('mask', mask);
  }
  for (const { op, id, layer } of trace.equations) {
    if (op !== 'kept') continue;
    const place = `dropout_masks ${layer}`;
    expectFlags(place, expectShape(place, dropoutMasks[layer], shapeOf(golden, id)));
  }
  const free = trace.states.filter(({ initial }) => initial === undefined);
  const names = free.map(({ layer, name }) => `${layer}.${name}0`);
  for (const [name, state] of Object.entries(initialStates)) {
    const at = names.indexOf(name);
    if (at < 0) throw new SpecError('initial_states', `only ${names.join(', ') || 'states of recurrent layers'}`, name);
    expectShape(`initial_states ${name}`, state, [batch, ...free[at].shape]);
  }
  checkWholeNumbers(golden);
}

/** Ids have a row in the tables they are looked up in, classes a logit. */
function checkWholeNumbers({ trace: { equations, loss }, spec, input, target }: GoldenCase): void {
  if (spec.loss.type === 'cross-entropy') {
    const { shape } = equations[equations[loss].inputs[0]];
    expectBelow('target', target, shape[shape.length - 1]);
  }
  for (const equation of equations) {
    if (equation.op !== 'lookup' && equation.op !== 'one-hot') continue;
    const ids = equations[equation.inputs[0]];
    const count = equation.op === 'one-hot' ? equation.attributes.vocabulary : equations[equation.inputs[1]].shape[0];
    if (ids.op !== 'id') continue;
    if (ids.attributes.source === 'input') expectBelow(`input (for ${equation.layer})`, input, count);
    else {
      expectBelow(`target (read by ${equation.layer})`, target, count);
      const start = spec.shape === 'encoder-decoder' ? spec.start : 0;
      expectBelow('network.start', { shape: [1], data: [start] }, count);
    }
  }
}

/** What is expected of values, parameters and states has their shapes. Throws ShapeError, SpecError. */
export function checkExpected(golden: GoldenCase): void {
  const { trace, expected, input } = golden;
  expectShape('expected.output', expected.output, shapeOf(golden, trace.output));
  if (expected.input_gradient !== undefined) {
    expectShape('expected.input_gradient', expected.input_gradient, input.shape);
  }
  const shapes = new Map(trace.parameters.map(({ name, shape }) => [name, shape] as const));
  const known = (place: string, given: Tensors, wanted: (name: string) => Shape | undefined): void => {
    for (const [name, tensor] of Object.entries(given)) {
      const shape = wanted(name);
      if (shape === undefined) throw new SpecError(place, 'names that the network has', name);
      expectShape(`${place} ${name}`, tensor, shape);
    }
  };
  checkRecurrence(golden);
  const byParameter = (name: string) => shapes.get(name);
  known('expected.values', expected.values, (name) =>
    Object.hasOwn(trace.values, name) ? shapeOf(golden, trace.values[name]) : undefined,
  );
  known('expected.gradients', expected.gradients, byParameter);
  known('expected.updated', expected.updated, byParameter);
  expected.training.forEach(({ parameters }, n) => {
    known(`expected.training[${n}].parameters`, parameters, byParameter);
  });
  known('expected.state_gradients', expected.state_gradients, (name) => {
    const state = trace.states.find((each) => `${each.layer}.${each.name}0` === name);
    return state && [golden.batch, ...state.shape];
  });
}

/** BPTT's parts and the state's Jacobians: of a plain stack alone, `[T, T]` each, by names that it has. */
function checkRecurrence(golden: GoldenCase): void {
  const { trace, spec, expected, inputSteps: steps } = golden;
  const check = (key: 'contribution_norms' | 'last_loss_contributions' | 'jacobian_norms', shapes: Shapes): void => {
    for (const [name, tensor] of Object.entries(expected[key])) {
      const place = `expected.${key}`;
      if (spec.shape !== 'stack') throw new SpecError(place, 'none outside a plain stack', spec.shape);
      const shape = shapes(place).get(name);
      if (shape === undefined)
        throw new SpecError(place, `only ${[...shapes(place).keys()].join(', ') || 'those of recurrent layers'}`, name);
      expectShape(`${place} ${name}`, tensor, shape);
    }
  };
  check('contribution_norms', (place) => mapped(weightsInTime(trace, place), () => [steps, steps]));
  check('last_loss_contributions', (place) => mapped(weightsInTime(trace, place), (shape) => [steps, ...shape]));
  check('jacobian_norms', () => {
    const keys = stateKeys(stateVector(trace, 0).states);
    return new Map(keys.map((key) => [key, [steps, steps]]));
  });
}

type Shapes = (place: string) => ReadonlyMap<string, Shape>;

function mapped(shapes: ReadonlyMap<string, Shape>, change: (shape: Shape) => Shape): ReadonlyMap<string, Shape> {
  return new Map([...shapes].map(([name, shape]) => [name, change(shape)]));
}

/** What is trained and acts at each step of the states' time loop. Throws SpecError where BPTT has no terms. */
function weightsInTime(trace: Trace, place: string): ReadonlyMap<string, Shape> {
  const { equations, parameters, states } = trace;
  const shared = equations.find(({ op }) => opOf(op).scope === 'batch');
  if (shared !== undefined) {
    throw new SpecError(place, 'samples that do not share statistics', `batch-norm "${shared.layer}" in training`);
  }
  const [scan, ...others] = new Set(states.map((state) => state.scan));
  if (others.length > 0)
    throw new SpecError(place, 'one time loop', 'a recurrent layer behind the last state of another');
  const layers = new Set(equations.filter((each) => each.scan === scan).map(({ layer }) => layer));
  const trained = parameters.filter((each) => isTrained(each) && layers.has(each.layer));
  return new Map(trained.map(({ name, shape }) => [name, shape]));
}

/** Of an equation's value in the file: `[batch, time, …]`, without a time axis where there is one step. */
function shapeOf({ trace, batch, inputSteps, outputSteps }: GoldenCase, id: EquationId): Shape {
  const { scan, shape } = trace.equations[id];
  const { length } = trace.scans[scan];
  return [batch, ...(length === 'once' ? [] : [length === 'input' ? inputSteps : outputSteps]), ...shape];
}

/** Axes of length 1 may be left out or added: `[3]` is `[3, 1]`. */
function expectShape(place: string, tensor: Tensor | undefined, wanted: Shape): Tensor {
  if (tensor === undefined) throw new ShapeError(place, showShape(wanted), 'nothing');
  const long = (shape: Shape): Shape => shape.filter((axis) => axis !== 1);
  if (!sameShape(long(tensor.shape), long(wanted)) || tensor.data.length !== sizeOf(wanted)) {
    throw new ShapeError(place, showShape(wanted), showShape(tensor.shape));
  }
  return tensor;
}

function expectFlags(place: string, { data }: Tensor): void {
  const wrong = Array.from(data).find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) throw new SpecError(place, '0 or 1 everywhere', wrong);
}

function expectBelow(place: string, { data }: Tensor, count: number): void {
  const wrong = Array.from(data).find((value) => !Number.isInteger(value) || value < 0 || value >= count);
  if (wrong !== undefined) throw new SpecError(place, `whole numbers from 0 to ${count - 1}`, wrong);
}
