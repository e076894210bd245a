import { choice, number, size, SpecError, type Field } from './cells/fields.ts';
import { cellOf, isCellType, type LayerSpec } from './cells/registry.ts';
import { losses, type LossName } from './ops/losses.ts';
import type { Regularization } from './penalties.ts';
import type { Shape } from './shape.ts';

/** What goes into a network: one sample at one step. */
export interface InputSpec {
  /** Whole numbers (characters, words), or values. */
  readonly kind: 'ids' | 'values';
  /** Of one step; `[]` for an id, `[n]` for n ids that are read together (a context of words). */
  readonly shape: Shape;
  /** Whether there is a time axis. */
  readonly sequence: boolean;
}

interface ModelBase {
  readonly input: InputSpec;
  readonly loss: { readonly type: LossName };
  readonly regularization?: Regularization;
}

/** Layers in order; recurrent ones run over time. */
export interface StackSpec extends ModelBase {
  readonly shape: 'stack';
  readonly layers: readonly LayerSpec[];
}

/** One input; each output is the next step's input. */
export interface OneToManySpec extends ModelBase {
  readonly shape: 'one-to-many';
  readonly layers: readonly LayerSpec[];
  readonly steps: number;
}

/** A code between two stacks: the encoder's last state starts the decoder, or is its first input. */
export interface EncoderDecoderSpec extends ModelBase {
  readonly shape: 'encoder-decoder';
  readonly encoder: readonly LayerSpec[];
  readonly decoder: readonly LayerSpec[];
  readonly code: 'initial-state' | 'first-input';
  /** The decoder's first token under teacher forcing. */
  readonly start: number;
}

/** A network as a plain JSON value. An edit makes a new one. */
export type ModelSpec = StackSpec | OneToManySpec | EncoderDecoderSpec;

type Loose = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks a spec of unknown origin and fills in what it leaves open; the result survives JSON.
 * Throws SpecError with the place, what was wanted and what came. Shapes are checked by `traceModel`.
 */
export function parseModel(value: unknown): ModelSpec {
  if (!isObject(value)) throw new SpecError('model', 'an object', value);
  const base = {
    input: parseInput(value.input),
    loss: { type: parseLoss(value.loss) },
    ...(value.regularization === undefined ? {} : { regularization: parseRegularization(value.regularization) }),
  };
  const names = new Set<string>();
  const shape = choice(['stack', 'one-to-many', 'encoder-decoder'] as const, 'stack')(value.shape, 'shape');
  const sequence = { stack: undefined, 'one-to-many': false, 'encoder-decoder': true }[shape];
  if (sequence !== undefined && base.input.sequence !== sequence) {
    throw new SpecError('input.sequence', `${sequence} for ${shape}`, base.input.sequence);
  }
  switch (shape) {
    case 'stack':
      return { ...base, shape, layers: parseLayers(value.layers, 'layers', names) };
    case 'one-to-many':
      return {
        ...base,
        shape,
        layers: parseLayers(value.layers, 'layers', names),
        steps: size()(value.steps, 'steps'),
      };
    case 'encoder-decoder':
      return {
        ...base,
        shape,
        encoder: parseLayers(value.encoder, 'encoder', names),
        decoder: parseLayers(value.decoder, 'decoder', names),
        code: parseCode(value.code, base.loss.type),
        start: number(0)(value.start, 'start'),
      };
    default:
      return shape satisfies never;
  }
}

function parseCode(value: unknown, loss: LossName): EncoderDecoderSpec['code'] {
  const code = choice(['initial-state', 'first-input'] as const, 'initial-state')(value, 'code');
  if (code === 'initial-state' && loss !== 'cross-entropy') {
    throw new SpecError('loss.type', 'cross-entropy, since this decoder reads its targets as ids', loss);
  }
  return code;
}

function parseInput(value: unknown): InputSpec {
  if (!isObject(value)) throw new SpecError('input', 'an object with kind, shape and sequence', value);
  const kind = choice(['ids', 'values'] as const, undefined)(value.kind, 'input.kind');
  if (kind === undefined) throw new SpecError('input.kind', 'one of ids, values', value.kind);
  if (typeof value.sequence !== 'boolean') throw new SpecError('input.sequence', 'true or false', value.sequence);
  const axis = size();
  if (!Array.isArray(value.shape)) throw new SpecError('input.shape', 'a list of sizes', value.shape);
  const shape = value.shape.map((each, n) => axis(each, `input.shape[${n}]`));
  if (kind === 'ids' && shape.length > 1) throw new SpecError('input.shape', '[] or [n] for ids', shape);
  return { kind, shape, sequence: value.sequence };
}

function parseLoss(value: unknown): LossName {
  const names = Object.keys(losses) as LossName[];
  const type = choice(names, undefined)(isObject(value) ? value.type : value, 'loss.type');
  if (type === undefined) throw new SpecError('loss.type', `one of ${names.join(', ')}`, value);
  return type;
}

function parseRegularization(value: unknown): Regularization {
  if (!isObject(value)) throw new SpecError('regularization', 'an object with l1 and l2', value);
  return { l1: number(0)(value.l1, 'regularization.l1'), l2: number(0)(value.l2, 'regularization.l2') };
}

function parseLayers(value: unknown, place: string, names: Set<string>): LayerSpec[] {
  if (!Array.isArray(value) || value.length === 0) throw new SpecError(place, 'at least one layer', value);
  return value.map((layer, n) => parseLayer(layer, `${place}[${n}]`, names));
}

/** What equations that belong to no layer are told apart by. */
const reserved = new Set(['input', 'feedback', 'code', 'loss']);

/** Whether a layer may be called so. */
export function isLayerName(name: unknown): name is string {
  return typeof name === 'string' && /^[A-Za-z][\w-]*$/.test(name) && !reserved.has(name);
}

function parseLayer(value: unknown, place: string, names: Set<string>): LayerSpec {
  if (!isObject(value)) throw new SpecError(place, 'a layer', value);
  const { name, type } = value;
  if (!isLayerName(name)) {
    throw new SpecError(`${place}.name`, `a name of letters, digits, - and _, not ${[...reserved].join(', ')}`, name);
  }
  if (names.has(name)) throw new SpecError(`${place}.name`, 'a name no other layer has', name);
  names.add(name);
  if (!isCellType(type)) throw new SpecError(`${place} "${name}".type`, 'a known layer type', type);
  const fields = cellOf(type).fields as Readonly<Record<string, Field<unknown>>>;
  const known = Object.keys(fields);
  for (const key of Object.keys(value)) {
    if (key !== 'name' && key !== 'type' && !known.includes(key)) {
      throw new SpecError(`${place} "${name}"`, `only ${['name', 'type', ...known].join(', ')}`, key);
    }
  }
  const parsed = known.map((key) => [key, fields[key](value[key], `${place} "${name}".${key}`)] as const);
  const given = Object.fromEntries(parsed.filter(([, field]) => field !== undefined));
  // every field was read by the cell's own reader
  return { name, type, ...given } as unknown as LayerSpec;
}

/** All layers of a model in the order in which they compute. */
export function layersOf(spec: ModelSpec): readonly LayerSpec[] {
  return spec.shape === 'encoder-decoder' ? [...spec.encoder, ...spec.decoder] : spec.layers;
}
