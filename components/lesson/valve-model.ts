import type { ValueRole } from '../../src/nn/cells/cell.ts';
import { valueName, type Name } from '../../src/formula/names.ts';
import type { LabPass } from '../lab/lab-pass.ts';

/** One number of the picture; undefined: not computed yet. */
export interface Part {
  readonly name: Name;
  readonly value: number | undefined;
  /** Written as 1 − its letter. */
  readonly isComplement?: boolean;
  readonly hue: string;
}

/** A gated cell as water sees it: what is carried on, and the valves on its way. By role, so that no cell is named. */
export interface ValveModel {
  /** What is carried: the value before and after this step. */
  readonly before: Part;
  readonly after: Part;
  /** How much of the old stays, and how much of the candidate comes in. */
  readonly keep: Part;
  readonly take: Part;
  readonly candidate: Part;
  /** How much of the memory is shown, and what is shown. */
  readonly show?: { readonly valve: Part; readonly shown: Part };
  /** How much of the old state the candidate sees. */
  readonly reset?: Part;
}

interface Place {
  readonly unit: number;
  readonly t: number;
}

/** Undefined for a cell without gates. */
export function valveModel(pass: LabPass, place: Place): ValveModel | undefined {
  const read = (role: ValueRole, t = place.t): Part | undefined => part(pass, role, { ...place, t });
  const candidate = read('candidate');
  const cell = read('cell-state');
  const hidden = read('hidden-state');
  const after = cell ?? hidden;
  const gates = keepAndTake(pass, place);
  if (candidate === undefined || after === undefined || gates === undefined) return undefined;
  const role = cell === undefined ? 'hidden-state' : 'cell-state';
  const before = { ...after, value: place.t === 0 ? 0 : read(role, place.t - 1)?.value };
  const valve = read('output-gate');
  const reset = read('reset-gate');
  return {
    before,
    after,
    candidate,
    ...gates,
    ...(valve && hidden && { show: { valve, shown: hidden } }),
    ...(reset && { reset }),
  };
}

function keepAndTake(pass: LabPass, place: Place): Pick<ValveModel, 'keep' | 'take'> | undefined {
  const forget = part(pass, 'forget-gate', place);
  const input = part(pass, 'input-gate', place);
  if (forget && input) return { keep: forget, take: input };
  const update = part(pass, 'update-gate', place);
  if (update === undefined) return undefined;
  const other: Part = {
    ...update,
    value: update.value === undefined ? undefined : 1 - update.value,
    isComplement: true,
  };
  const column = pass.columns.columns.find(({ style }) => style.role === 'update-gate');
  const isKept = column !== undefined && pass.reading.isComplemented(column.equation);
  return isKept ? { keep: update, take: other } : { keep: other, take: update };
}

function part(pass: LabPass, role: ValueRole, { unit, t }: Place): Part | undefined {
  const column = pass.columns.columns.find(({ style }) => style.role === role);
  return (
    column && {
      name: valueName(pass.trace, column.equation),
      value: pass.value(column.equation, unit, t),
      hue: column.style.hue,
    }
  );
}
