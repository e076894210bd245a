/** What is looked at in a pass, beside where it stands: a link and this device's memory bring it back. */
import type { Reference } from '../formula/reference.ts';
import type { Trace } from '../nn/equation.ts';
import { sizeOf } from '../nn/shape.ts';
import { traceModel } from '../nn/trace-model.ts';
import type { LabDocument } from './lab-document.ts';
import { whole } from './lab-form.ts';
import { readPath, writePath, type WrittenPath } from './lab-path.ts';

export interface LabLook {
  /** The way down to the open number; empty where none is open. */
  readonly path: readonly Reference[];
  /** The step that is looked at instead of the present one, from 0. */
  readonly step?: number;
  /** The first unit on screen, of a layer with more units than fit. */
  readonly firstUnit?: number;
  /** The layer that is looked at instead of the present one, where several do not fit side by side. */
  readonly layer?: string;
}

/** At the present step, with no number open. */
export const presentLook: LabLook = { path: [] };

export interface WrittenLook {
  readonly path: WrittenPath;
  readonly look: Omit<LabLook, 'path'>;
}

export function writeLook({ path, ...look }: LabLook, trace: Trace): WrittenLook {
  return { path: writePath(path, trace), look };
}

/** What was written before there was a look has none. Throws RangeError where an entry names nothing of the document. */
export function readLook(
  { path, look }: { readonly path?: unknown; readonly look?: unknown },
  { spec, steps }: Pick<LabDocument, 'spec' | 'steps'>,
): LabLook {
  const trace = traceModel(spec);
  const { step, firstUnit, layer } = Object(look) as Record<keyof LabLook, unknown>;
  return {
    path: readPath(path, trace, steps),
    ...(step !== undefined && { step: whole(step, { least: 0, most: steps - 1 }) }),
    ...(firstUnit !== undefined && { firstUnit: whole(firstUnit, { least: 0, most: unitsOf(trace) - 1 }) }),
    ...(layer !== undefined && { layer: readLayer(layer, trace) }),
  };
}

/** What is left to look at after an edit: other equations have other numbers, another text other steps. */
export function lookAfter(look: LabLook, before: LabDocument, now: LabDocument): LabLook {
  const isOther = before.spec !== now.spec;
  if (!isOther && now.steps >= before.steps) return look;
  const { path, step = now.steps, firstUnit = 0, layer } = look;
  const trace = traceModel(now.spec);
  const gone = path.findIndex((each) => 't' in each && each.t >= now.steps);
  return {
    path: isOther ? [] : path.slice(0, gone < 0 ? path.length : gone),
    ...(!isOther && step < now.steps && { step }),
    ...(firstUnit > 0 && firstUnit < unitsOf(trace) && { firstUnit }),
    ...(layer !== undefined && hasLayer(trace, layer) && { layer }),
  };
}

/** Of the widest state. */
const unitsOf = ({ states, equations }: Trace): number =>
  Math.max(...states.map(({ next }) => sizeOf(equations[next].shape)));

/** Layers with memory are those to choose from. */
const hasLayer = ({ states, equations }: Trace, layer: string): boolean =>
  states.some(({ next }) => equations[next].layer === layer);

function readLayer(value: unknown, trace: Trace): string {
  if (typeof value === 'string' && hasLayer(trace, value)) return value;
  throw new RangeError(`expected a layer with memory, got ${String(value)}`);
}
