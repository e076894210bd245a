import type { RunView } from '../../src/app/train-state.ts';
import type { Address } from '../app/contract.ts';

/** Where a run's weights at a kept step are stepped through; home where its network has no lab. */
export function labAddress({ id, settings: { model } }: Pick<RunView, 'id' | 'settings'>, step: number): Address {
  const cell = model.shape === 'stack' ? model.layers.find(({ name }) => name === 'cell') : undefined;
  if (cell === undefined) return '#/';
  return `#/lab/${cell.type}?${new URLSearchParams({ run: id, step: String(step) }).toString()}`;
}
