import { isLayerName } from '../../src/nn/model.ts';
import type { Tensors } from './engine.ts';
import { isObject, layersIn, type Loose, type RawCase } from './raw-case.ts';

/**
 * The case with names that a spec takes: a script may number its layers (`features.0`) or call one as the project calls what
 * belongs to no layer (`code`). Only such names change, to `layer-N`, everywhere.
 */
export function withOurNames(raw: RawCase): RawCase {
  const names = new Map<string, string>();
  layersIn(raw.network).forEach(({ name }, n) => {
    if (typeof name === 'string' && name !== '' && !isLayerName(name)) names.set(name, `layer-${n + 1}`);
  });
  if (names.size === 0) return raw;
  const { expected } = raw;
  const tensors = (given: Tensors): Tensors => renamed(given, names);
  return {
    ...raw,
    network: Object.fromEntries(Object.entries(raw.network).map(([key, value]) => [key, layersOf(value, names)])),
    parameters: tensors(raw.parameters),
    dropoutMasks: tensors(raw.dropoutMasks),
    initialStates: tensors(raw.initialStates),
    expected: {
      ...expected,
      gradients: tensors(expected.gradients),
      values: tensors(expected.values),
      state_gradients: tensors(expected.state_gradients),
      updated: tensors(expected.updated),
      contribution_norms: tensors(expected.contribution_norms),
      last_loss_contributions: tensors(expected.last_loss_contributions),
      jacobian_norms: tensors(expected.jacobian_norms),
      training: expected.training.map((each) => ({ ...each, parameters: tensors(each.parameters) })),
    },
  };
}

type Names = ReadonlyMap<string, string>;

function layersOf(value: unknown, names: Names): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((layer: unknown) =>
    isObject(layer) && typeof layer.name === 'string' ? named(layer, names.get(layer.name)) : layer,
  );
}

function named(layer: Loose, name: string | undefined): Loose {
  return name === undefined ? layer : { ...layer, name };
}

/** Keys are a layer's name alone, or with `.weight` or the like behind its last point. */
function renamed(given: Tensors, names: Names): Tensors {
  const ours = (key: string): string => {
    const alone = names.get(key);
    if (alone !== undefined) return alone;
    const point = key.lastIndexOf('.');
    const layer = names.get(key.slice(0, point));
    return layer === undefined ? key : layer + key.slice(point);
  };
  return Object.fromEntries(Object.entries(given).map(([key, tensor]) => [ours(key), tensor]));
}
