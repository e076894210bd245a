import type { Tag } from '../../src/streams/events.ts';
import type { Grain } from '../../src/streams/grains.ts';
import type { Network } from '../../src/streams/network.ts';
import type { LabColumns } from './columns.ts';
import type { UnitWindow } from './unit-window.ts';

/** What can be seen of a pass: a step of one neuron ends at a number on screen, not at one outside the window. */
export interface InSight {
  readonly columns: LabColumns;
  readonly units: UnitWindow;
}

/**
 * Whether a piece of work makes something that is on screen. Of the output only the last unit counts: it is shown whole.
 * In the backward phase the tray shows the shares of ∂L/∂W.
 */
export function isInSight(tag: Tag, { columns, units }: InSight): boolean {
  const { equation, unit, phase, completes } = tag;
  const isShare = phase === 'backward' && columns.parameters.has(equation);
  if (phase === 'loss' || phase === 'update') return true;
  if (equation === columns.output) return unit === undefined || unit === columns.classes - 1;
  const isColumn = columns.columns.some((column) => column.equation === equation);
  if (unit === undefined) return isColumn || isShare;
  return isColumn && completes && unit >= units.from && unit < units.from + units.size;
}

/** One grain on. */
export function stepOn(network: Network, grain: Grain, sight: InSight): void {
  network.step(grain);
  if (grain === 'neuron') while (goesOn(network, sight)) network.step(grain);
}

/** One grain back. */
export function stepBack(network: Network, grain: Grain, sight: InSight): void {
  network.back(grain);
  if (grain === 'neuron') while (network.recorder.position > 0 && goesOn(network, sight)) network.back(grain);
}

function goesOn({ last, next }: Network, sight: InSight): boolean {
  if (last === undefined || next === undefined) return false;
  return last.phase === next.phase && !isInSight(last, sight);
}

/** What the next step of a neuron will show; undefined at the end of the pass. */
export function upcoming(network: Network, sight: InSight): Tag | undefined {
  let tag = network.next;
  for (let n = network.recorder.position + 1; tag !== undefined && !isInSight(tag, sight); n++) {
    const following = network.tagAt(n);
    if (following === undefined || following.phase !== tag.phase) break;
    tag = following;
  }
  return tag;
}
