import type { Cell, LayerBase } from './cell.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { embedding } from './embedding.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { batchNorm, layerNorm } from './norms.ts';
import { oneHot } from './one-hot.ts';
import { avgPool2d, maxPool2d } from './pool2d.ts';
import { dropout, flatten } from './reshape.ts';
import { rnn } from './rnn.ts';

/** Every kind of layer. A new cell is one line here. */
export const cells = {
  dense,
  embedding,
  'one-hot': oneHot,
  rnn,
  lstm,
  gru,
  conv2d,
  'max-pool2d': maxPool2d,
  'avg-pool2d': avgPool2d,
  flatten,
  'batch-norm': batchNorm,
  'layer-norm': layerNorm,
  dropout,
};

export type CellType = keyof typeof cells;

/** The spec of any layer. */
export type LayerSpec = { [T in CellType]: (typeof cells)[T] extends Cell<infer S> ? S : never }[CellType];

/** A layer's row, its spec type left open: the spec beside it is of the right one. */
export function cellOf(type: CellType): Cell<LayerBase> {
  return cells[type];
}

/** Layers that carry a state from step to step. */
export const recurrentTypes: readonly CellType[] = (Object.keys(cells) as CellType[]).filter(
  (type) => cellOf(type).states.length > 0,
);

export function isCellType(type: unknown): type is CellType {
  return typeof type === 'string' && Object.hasOwn(cells, type);
}
