import { cells, cellOf, type CellType } from '../../src/nn/cells/registry.ts';
import { parseModel, type ModelSpec } from '../../src/nn/model.ts';
import { opOf } from '../../src/nn/ops/table.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import type { RandomNetwork } from './random-networks.ts';

/** What fields a spec cannot leave open, for a layer of `units` units (or channels). */
const needed = (units: number) => ({
  units,
  channels: units,
  vocabulary: 5,
  size: 2,
  stride: 1,
  padding: 1,
  rate: 0.4,
});

/** A layer of one kind by itself, with logits behind it. */
function cellAlone(type: CellType, units: number): ModelSpec {
  const { fields } = cellOf(type);
  const given = Object.entries(needed(units)).filter(([name]) => name in fields);
  const layer = { name: 'cell', type, ...Object.fromEntries(given) };
  // windows slide over an image, and a batch of one has statistics only over the places of a channel
  const isImage = 'size' in fields || type === 'batch-norm' || type === 'flatten';
  const shape = isImage ? [units, 3, 4] : [units];
  return parseModel({
    input:
      'vocabulary' in fields
        ? { kind: 'ids', shape: [], sequence: true }
        : { kind: 'values', shape, sequence: !isImage },
    layers: [
      layer,
      ...(isImage ? [{ name: 'flat', type: 'flatten' }] : []),
      { name: 'logits', type: 'dense', units: 5 },
    ],
    loss: 'cross-entropy',
  });
}

const types = Object.keys(cells) as CellType[];

/** Every kind of layer by itself: a cell added to the registry is tested without asking. */
export const everyCell: readonly { readonly type: CellType; readonly spec: ModelSpec }[] = types.map((type) => ({
  type,
  spec: cellAlone(type, 3),
}));

/** The same with numbers, at sizes that fill no whole vector of four or eight. */
export const everyCellAtOddSizes: readonly (RandomNetwork & { readonly name: string })[] = types.flatMap((type) =>
  [1, 3, 5, 17].map((units) => {
    const spec = cellAlone(type, units);
    const steps = spec.input.sequence ? 4 : 1;
    // the streams take one sample a pass: what a whole batch shares is theirs in a batch of one
    const isShared = traceModel(spec).equations.some(({ op }) => opOf(op).scope === 'batch');
    const batch = isShared ? 1 : 2;
    return {
      name: `${type} of ${units}`,
      spec,
      masked: spec.input.sequence,
      batch,
      seed: units,
      inputSteps: steps,
      outputSteps: steps,
    };
  }),
);
