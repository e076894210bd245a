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
  while (goesOn(network, grain, sight)) network.step(grain);
}

/** One grain back. */
export function stepBack(network: Network, grain: Grain, sight: InSight): void {
  network.back(grain);
  while (network.recorder.position > 0 && goesOn(network, grain, sight)) network.back(grain);
}

function goesOn({ last, next, trace }: Network, grain: Grain, sight: InSight): boolean {
  if (last === undefined || next === undefined || last.phase !== next.phase) return false;
  switch (grain) {
    case 'operation':
      return isTaken(trace, last, next);
    case 'neuron':
      return !isInSight(last, sight);
    case 'layer':
      return !isShownLayer(last, sight);
    default:
      return false;
  }
}

/** Whether something of a layer is on screen: forward, the character's one-hot vector is not. */
function isShownLayer({ phase, layer, equation }: Tag, { columns }: InSight): boolean {
  const isOutput = equation === columns.output;
  return phase !== 'forward' || isOutput || columns.columns.some((column) => column.layer === layer);
}

/** Whether an operation only takes a gate's rows out of the stack just made: it brings no other number, at most a name. */
function isTaken({ equations }: Network['trace'], last: Tag, next: Tag): boolean {
  const { op, inputs } = equations[next.equation];
  return next.phase === 'forward' && op === 'slice' && inputs[0] === last.equation;
}

/** The operation that the next step of one ends with; undefined at the end of the pass. */
export function upcomingOperation(network: Network): Tag | undefined {
  let tag = network.next;
  for (let n = network.recorder.position + 1; tag !== undefined; n++) {
    const following = network.tagAt(n);
    if (following === undefined || !isTaken(network.trace, tag, following)) break;
    tag = following;
  }
  return tag;
}

/** The value that an operation is on the way to; undefined where it is one itself, or leads to none. */
export function wayTo(network: Network, operation: Tag): Tag | undefined {
  let tag: Tag | undefined = operation.completes ? undefined : operation;
  for (let n = network.recorder.position; tag !== undefined && !tag.completes; n++) {
    tag = network.tagAt(n);
    if (tag?.phase !== operation.phase) return undefined;
  }
  return tag;
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
