import { SpecError } from '../../src/nn/cells/fields.ts';
import { optimizerNames, type OptimizerSpec } from '../../src/nn/optimizers.ts';
import { showShape, sizeOf } from '../../src/nn/shape.ts';
import type { Tensor, Tensors } from './engine.ts';

/** What PyTorch says; only the first three are always there. */
export interface Expected {
  readonly output: Tensor;
  readonly loss: number;
  readonly gradients: Tensors;
  readonly total_loss?: number;
  readonly values: Tensors;
  readonly input_gradient?: Tensor;
  readonly state_gradients: Tensors;
  readonly updated: Tensors;
  readonly contribution_norms: Tensors;
  readonly last_loss_contributions: Tensors;
  readonly jacobian_norms: Tensors;
  readonly training: readonly ExpectedTraining[];
}

interface ExpectedTraining {
  readonly optimizer: OptimizerSpec;
  readonly steps: number;
  readonly losses: readonly number[];
  readonly parameters: Tensors;
}

/** A file of the format in test/goldens/README.md: every tensor has as many finite numbers as its shape says. */
export interface RawCase {
  readonly network: Loose;
  readonly trainingMode: boolean;
  readonly parameters: Tensors;
  readonly input: Tensor;
  readonly target: Tensor;
  readonly mask?: Tensor;
  readonly dropoutMasks: Tensors;
  readonly initialStates: Tensors;
  readonly expected: Expected;
}

export type Loose = Readonly<Record<string, unknown>>;

/** Checks what a file holds, whatever its network; a key that is null is as good as absent. Throws SpecError. */
export function parseCase(value: unknown): RawCase {
  const file = object(value, 'the case');
  const expected = object(file.expected, 'expected');
  return {
    network: object(file.network, 'network'),
    trainingMode: flag(file.training_mode ?? true, 'training_mode'),
    parameters: tensors(file.parameters, 'parameters'),
    input: tensor(file.input, 'input'),
    target: tensor(file.target, 'target'),
    mask: optional(file.mask, tensor, 'mask'),
    dropoutMasks: tensors(file.dropout_masks, 'dropout_masks'),
    initialStates: tensors(file.initial_states, 'initial_states'),
    expected: {
      output: tensor(expected.output, 'expected.output'),
      loss: number(expected.loss, 'expected.loss'),
      gradients: tensors(object(expected.gradients, 'expected.gradients'), 'expected.gradients'),
      total_loss: optional(expected.total_loss, number, 'expected.total_loss'),
      values: tensors(expected.values, 'expected.values'),
      input_gradient: optional(expected.input_gradient, tensor, 'expected.input_gradient'),
      state_gradients: tensors(expected.state_gradients, 'expected.state_gradients'),
      updated: tensors(expected.updated, 'expected.updated'),
      contribution_norms: tensors(expected.contribution_norms, 'expected.contribution_norms'),
      last_loss_contributions: tensors(expected.last_loss_contributions, 'expected.last_loss_contributions'),
      jacobian_norms: tensors(expected.jacobian_norms, 'expected.jacobian_norms'),
      training: list(expected.training ?? [], 'expected.training').map((each, n) =>
        training(each, `expected.training[${n}]`),
      ),
    },
  };
}

export function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All layers in the order in which they compute; what is none is left to `parseModel` to refuse. */
export function layersIn({ layers, encoder, decoder }: Loose): Loose[] {
  return [layers, encoder, decoder].flatMap((value) => (Array.isArray(value) ? value.filter(isObject) : []));
}

function object(value: unknown, place: string): Loose {
  if (!isObject(value)) throw new SpecError(place, 'an object', value);
  return value;
}

function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new SpecError(place, 'a list', value);
  return value;
}

function number(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new SpecError(place, 'a finite number', value);
  return value;
}

function flag(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') throw new SpecError(place, 'true or false', value);
  return value;
}

function optional<T>(value: unknown, read: (value: unknown, place: string) => T, place: string): T | undefined {
  return value === undefined || value === null ? undefined : read(value, place);
}

function tensor(value: unknown, place: string): Tensor {
  const { shape: axes, data: numbers } = object(value, place);
  const shape = list(axes, `${place}.shape`).map((axis) => {
    if (typeof axis === 'number' && Number.isInteger(axis) && axis >= 1) return axis;
    throw new SpecError(`${place}.shape`, 'whole numbers of at least 1', axes);
  });
  const data = list(numbers, `${place}.data`).map((each, n) => number(each, `${place}.data[${n}]`));
  if (data.length !== sizeOf(shape)) {
    throw new SpecError(place, `${sizeOf(shape)} numbers for the shape ${showShape(shape)}`, data.length);
  }
  return { shape, data };
}

function tensors(value: unknown, place: string): Tensors {
  const named = Object.entries(object(value ?? {}, place));
  return Object.fromEntries(named.map(([name, each]) => [name, tensor(each, `${place} ${name}`)]));
}

function training(value: unknown, place: string): ExpectedTraining {
  const { optimizer, steps, losses, parameters } = object(value, place);
  const given = list(losses, `${place}.losses`).map((loss, n) => number(loss, `${place}.losses[${n}]`));
  const count = number(steps ?? given.length, `${place}.steps`);
  if (count !== given.length) throw new SpecError(`${place}.losses`, `one for each of ${count} steps`, given.length);
  return {
    optimizer: parseOptimizer(optimizer, `${place}.optimizer`),
    steps: count,
    losses: given,
    parameters: tensors(parameters, `${place}.parameters`),
  };
}

/** The numbers that each optimizer needs beside its learning rate. */
const needed = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  rmsprop: ['decay', 'epsilon'],
  adagrad: ['epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon', 'weight_decay'],
} as const satisfies Record<OptimizerSpec['type'], readonly string[]>;

function parseOptimizer(value: unknown, place: string): OptimizerSpec {
  const given = object(value, place);
  const type = optimizerNames.find((name) => name === given.type);
  if (type === undefined) throw new SpecError(`${place}.type`, `one of ${optimizerNames.join(', ')}`, given.type);
  const clip = optional(given.clip_norm, number, `${place}.clip_norm`);
  const keys = ['learning_rate', ...needed[type]];
  const numbers = Object.fromEntries(keys.map((key) => [key, number(given[key], `${place}.${key}`)]));
  // every key of its type was read
  return { type, ...numbers, ...(clip === undefined ? {} : { clip_norm: clip }) } as unknown as OptimizerSpec;
}
