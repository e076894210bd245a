import { cellOf, isCellType, recurrentTypes } from '../../src/nn/cells/registry.ts';
import { SpecError } from '../../src/nn/cells/fields.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { checkExpected, checkGiven } from './check-shapes.ts';
import type { GoldenCase } from './engine.ts';
import { withOurNames } from './our-names.ts';
import { isObject, layersIn, parseCase, type Loose, type RawCase } from './raw-case.ts';

/** Layers that read whole numbers. */
const OF_IDS: readonly unknown[] = ['embedding', 'one-hot'];

/** Reads a file's content. Throws SpecError or ShapeError, which name the place, what was wanted and what came. */
export function readCase(content: unknown): GoldenCase {
  const raw = withOurNames(parseCase(content));
  const network = cleaned(raw.network);
  const layers = layersIn(network);
  const shape = network.shape ?? 'stack';
  const kind = OF_IDS.includes(layers[0]?.type) ? 'ids' : 'values';
  const sequence = shape === 'encoder-decoder' || (shape === 'stack' && isSequence(raw, { layers, kind }));
  const { shape: given } = raw.input;
  if (given.length < (sequence ? 2 : 1)) {
    throw new SpecError('input.shape', sequence ? '[batch, time, …]' : '[batch, …]', given);
  }
  const spec = parseModel({ ...network, shape, input: { kind, shape: given.slice(sequence ? 2 : 1), sequence } });
  if (raw.mask !== undefined && !sequence) {
    throw new SpecError('mask', 'none, for an input without a time axis', raw.mask.shape);
  }
  const inputSteps = sequence ? given[1] : 1;
  const { contribution_norms, last_loss_contributions, jacobian_norms } = raw.expected;
  const golden: GoldenCase = {
    spec,
    trace: traceModel(spec, { masked: raw.mask !== undefined, training: raw.trainingMode }),
    batch: given[0],
    inputSteps,
    outputSteps: outputSteps(raw, spec.shape === 'one-to-many' ? spec.steps : inputSteps),
    trainingMode: raw.trainingMode,
    parameters: raw.parameters,
    input: raw.input,
    target: raw.target,
    mask: raw.mask,
    dropoutMasks: raw.dropoutMasks,
    initialStates: raw.initialStates,
    terms: [...new Set([...Object.keys(contribution_norms), ...Object.keys(last_loss_contributions)])],
    hasJacobians: Object.keys(jacobian_norms).length > 0,
    hasRecurrence: layers.some(isRecurrent),
    expected: raw.expected,
  };
  checkGiven(golden);
  checkExpected(golden);
  return golden;
}

function outputSteps({ network, target }: RawCase, otherwise: number): number {
  if (network.shape !== 'encoder-decoder') return otherwise;
  if (target.shape.length < 2) throw new SpecError('target.shape', '[batch, time, …]', target.shape);
  return target.shape[1];
}

/** Without keys that say nothing here, so that a file may hold more than the format has. */
function cleaned(network: Loose): Loose {
  const layers = (value: unknown): unknown => (Array.isArray(value) ? value.map(cleanedLayer) : value);
  return {
    ...withoutNull(network),
    layers: layers(network.layers),
    encoder: layers(network.encoder),
    decoder: layers(network.decoder),
  };
}

function cleanedLayer(layer: unknown): unknown {
  if (!isObject(layer) || !isCellType(layer.type)) return layer;
  const known = ['name', 'type', ...Object.keys(cellOf(layer.type).fields)];
  const given = Object.entries(withoutNull(layer)).filter(([key]) => known.includes(key));
  // as in PyTorch, a pool's stride is its size unless said
  const stride = layer.type.includes('pool') ? { stride: layer.size } : {};
  return { ...stride, ...Object.fromEntries(given) };
}

function withoutNull(value: Loose): Loose {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
}

function isRecurrent({ type }: Loose): boolean {
  return isCellType(type) && recurrentTypes.includes(type);
}

/**
 * A stack has a time axis when a layer is recurrent, or when ids or vectors come with one that no layer takes as an axis of
 * its sample: flatten makes one row of it, batch norm takes it for channels.
 */
function isSequence({ input }: RawCase, { layers, kind }: { layers: readonly Loose[]; kind: string }): boolean {
  if (layers.some(isRecurrent)) return true;
  if (layers.some(({ type }) => type === 'flatten' || type === 'batch-norm')) return false;
  return kind === 'ids' ? input.shape.length === 2 : input.shape.length === 3;
}
