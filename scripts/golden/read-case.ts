import { isCellType, recurrentTypes } from '../../src/nn/cells/registry.ts';
import { parseModel } from '../../src/nn/model.ts';
import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import { showShape, sameShape, sizeOf } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Skip, type GoldenCase, type Tensor, type Tensors } from './engine.ts';

interface RawLayer {
  readonly name: string;
  readonly type: string;
}

interface RawNetwork {
  readonly layers?: readonly RawLayer[];
  readonly encoder?: readonly RawLayer[];
  readonly decoder?: readonly RawLayer[];
  readonly shape?: string;
  readonly steps?: number;
  readonly loss: { readonly type: string };
}

export interface RawTraining {
  readonly optimizer: OptimizerSpec;
  readonly steps: number;
  readonly losses: readonly number[];
  readonly parameters: Tensors;
}

/** A file of the format in test/goldens/README.md. */
export interface RawCase {
  readonly name: string;
  readonly network: RawNetwork;
  readonly training_mode?: boolean;
  readonly parameters: Tensors;
  readonly input: Tensor & { readonly dtype: string };
  readonly target: Tensor & { readonly dtype: string };
  readonly mask?: Tensor;
  readonly dropout_masks?: Tensors;
  readonly initial_states?: Tensors;
  readonly expected: {
    readonly output: Tensor;
    readonly loss: number;
    readonly total_loss?: number;
    readonly values?: Tensors;
    readonly gradients: Tensors;
    readonly input_gradient?: Tensor;
    readonly state_gradients?: Tensors;
    readonly updated?: Tensors;
    readonly contribution_norms?: Tensors;
    readonly last_loss_contributions?: Tensors;
    readonly jacobian_norms?: Tensors;
    readonly training?: readonly RawTraining[];
  };
}

/** Reads a case. Throws Skip where it has a layer that the project does not have yet. */
export function readCase(raw: RawCase): GoldenCase {
  const { network, input, target } = raw;
  const layers = [...(network.layers ?? []), ...(network.encoder ?? []), ...(network.decoder ?? [])];
  const unknown = layers.find(({ type }) => !isCellType(type));
  if (unknown !== undefined) throw new Skip(`layer type "${unknown.type}" does not exist yet`);
  const shape = network.shape ?? 'stack';
  const kind = input.dtype === 'int32' ? 'ids' : 'values';
  const sequence = shape === 'encoder-decoder' || (shape === 'stack' && isSequence(raw, layers));
  const axes = input.shape.slice(sequence ? 2 : 1);
  const spec = parseModel({ ...network, shape, input: { kind, shape: axes, sequence } });
  const inputSteps = sequence ? input.shape[1] : 1;
  const golden: GoldenCase = {
    name: raw.name,
    spec,
    trace: traceModel(spec, { masked: raw.mask !== undefined, training: raw.training_mode ?? true }),
    batch: input.shape[0],
    inputSteps,
    outputSteps:
      shape === 'one-to-many' ? (network.steps ?? 1) : shape === 'encoder-decoder' ? target.shape[1] : inputSteps,
    trainingMode: raw.training_mode ?? true,
    parameters: raw.parameters,
    input,
    target,
    mask: raw.mask,
    dropoutMasks: raw.dropout_masks ?? {},
    initialStates: raw.initial_states ?? {},
    terms: Object.keys(raw.expected.contribution_norms ?? {}),
  };
  checkParameters(golden);
  return golden;
}

/**
 * A stack has a time axis when a layer is recurrent, or when ids or vectors come with one that no layer takes as an axis of
 * its sample: flatten makes one row of it, batch norm takes it for channels.
 */
function isSequence({ input }: RawCase, layers: readonly RawLayer[]): boolean {
  if (layers.some(({ type }) => recurrentTypes.some((recurrent) => recurrent === type))) return true;
  if (layers.some(({ type }) => type === 'flatten' || type === 'batch-norm')) return false;
  return input.dtype === 'int32' ? input.shape.length === 2 : input.shape.length === 3;
}

function checkParameters({ trace, parameters, name }: GoldenCase): void {
  for (const wanted of trace.parameters) {
    const given = parameters[wanted.name];
    if (given === undefined) throw new Error(`${name}: parameter ${wanted.name} is missing`);
    if (!sameShape(given.shape, wanted.shape) || given.data.length !== sizeOf(wanted.shape)) {
      throw new Error(`${name}: ${wanted.name}: expected ${showShape(wanted.shape)}, got ${showShape(given.shape)}`);
    }
  }
}
