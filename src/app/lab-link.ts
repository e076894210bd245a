import { recurrenceLab } from '../lessons/recurrence-lab.ts';
import type { Reference } from '../formula/reference.ts';
import { traceModel } from '../nn/trace-model.ts';
import type { LabPlace } from './lab-memory.ts';
import { readPath, writePath } from './lab-path.ts';
import { LinkError, encodeState, type LinkFormat } from './link.ts';
import {
  cellLayers,
  defaultDocument,
  withDepth,
  withLayer,
  withLearningRate,
  withSteps,
  withText,
} from './lab-document.ts';
import type { LabDocument } from './lab-document.ts';
import { readView, type LabView } from './lab-view.ts';
import { labCells, type LabCell } from './router.ts';

/** What a link restores: the document, the place in the pass, and how it is read. */
export interface LinkedLab extends LabPlace {
  readonly view: LabView;
  /** The way down to the open number; empty where none is open. */
  readonly path: readonly Reference[];
}

/** Numbers of one parameter: pairs of index and value where few differ from the start, else all as base64. */
type WrittenNumbers = readonly (readonly [number, number])[] | { readonly f64: string } | { readonly f32: string };

interface Written {
  readonly cell: LabCell;
  readonly text: string;
  readonly steps: number;
  readonly depth: number;
  /** Units and the cell's other fields. */
  readonly layer: Readonly<Record<string, unknown>>;
  readonly rate: number;
  readonly updates: number;
  readonly weights: Readonly<Record<string, WrittenNumbers>>;
  readonly position: number;
  readonly view: LabView;
  readonly path: ReturnType<typeof writePath>;
}

/** Of a trained run: its network is in the store, the link has what was made of it. */
type WrittenOfRun = Omit<Written, 'cell' | 'depth' | 'layer'> & {
  /** The training step of the weights. */
  readonly measured: number;
};

/** What `encodeLab` writes and the router hands on. */
export const labLink: LinkFormat<LinkedLab> = { version: 1, read: readLab };

/** The same for a lab of a trained run, which is `start` as it was opened. */
export const runLink = (start: LabDocument): LinkFormat<LinkedLab> => ({
  version: labLink.version,
  read: (state) => readOfRun(state, start),
});

const writtenLink: LinkFormat<Written | WrittenOfRun> = {
  version: labLink.version,
  read: () => {
    throw new Error('written links are read by labLink');
  },
};

/**
 * What comes after `s=`. Weights are exact, or to seven digits where exact ones would be too long; a network too large
 * for that throws LinkError ('too-long').
 * @param opened the trained run's document as it was opened; absent for the lab's own network
 */
export function encodeLab(lab: LinkedLab, opened?: LabDocument): string {
  try {
    return encodeState(writtenLink, written(lab, 'f64', { opened }));
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return encodeState(writtenLink, written(lab, 'f32', { opened }));
  }
}

function written(
  { document, position, view, path }: LinkedLab,
  precision: 'f64' | 'f32',
  { opened }: { readonly opened: LabDocument | undefined },
): Written | WrittenOfRun {
  const { cell, text, steps, spec, optimizer, updates } = document;
  const reading = { text, steps, rate: optimizer.learning_rate };
  const rest = { updates, position, view, path: writePath(path, traceModel(spec)) };
  if (document.run !== undefined && opened !== undefined) {
    const weights = numbersFrom(document, readBy(opened, reading), precision);
    return { measured: document.run.step, ...reading, ...rest, weights };
  }
  const layers = cellLayers(spec);
  const { name: _name, type: _type, ...layer } = { ...layers[0] };
  const shape = { cell, ...reading, depth: layers.length, layer };
  return { ...shape, ...rest, weights: numbersFrom(document, shapedBy(shape), precision) };
}

/** What differs from the start. */
function numbersFrom(document: LabDocument, start: LabDocument, precision: 'f64' | 'f32'): Written['weights'] {
  const weights = Object.entries(document.parameters).flatMap(([name, values]) => {
    const changed = [...values.entries()].filter(([n, value]) => !Object.is(value, start.parameters[name][n]));
    if (changed.length === 0) return [];
    const numbers: WrittenNumbers =
      changed.length * 3 <= values.length || changed.length <= 2
        ? changed
        : precision === 'f64'
          ? { f64: base64(values) }
          : { f32: base64(Float32Array.from(values)) };
    return [[name, numbers] as const];
  });
  return Object.fromEntries(weights);
}

/** The document of a link's form, with the weights that form starts with. */
function shapedBy({
  cell,
  text,
  steps,
  depth,
  layer,
  rate,
}: Omit<Written, 'weights' | 'position' | 'view' | 'updates' | 'path'>) {
  return readBy(withLayer(withDepth(defaultDocument(cell), depth), layer), { text, steps, rate });
}

/** A document that reads another text, so far, at another rate. */
function readBy(document: LabDocument, { text, steps, rate }: Pick<Written, 'text' | 'steps' | 'rate'>): LabDocument {
  return withLearningRate(withSteps(withText(document, text), steps), rate);
}

/** Throws where the state does not fit the run's network, or was made with weights of another step. */
function readOfRun(state: unknown, opened: LabDocument): LinkedLab {
  const { measured, text, steps, rate, ...rest } = Object(state) as Record<keyof WrittenOfRun, unknown>;
  if (measured !== opened.run?.step) throw new RangeError(`expected weights of step ${opened.run?.step}`);
  if (typeof text !== 'string') throw new RangeError('expected a text');
  const read = { text, steps: whole(steps, { least: 1, most: recurrenceLab.mostSteps }), rate: Number(rate) };
  return restored(readBy(opened, read), rest);
}

/** What was made of a document: weights, updates, the place, the view, the open number. */
function restored(
  start: LabDocument,
  {
    updates,
    weights,
    position,
    view,
    path,
  }: Readonly<Record<'updates' | 'weights' | 'position' | 'view' | 'path', unknown>>,
): LinkedLab {
  const parameters = withNumbers(start, Object(weights) as Record<string, unknown>);
  const isChanged = Object.keys(parameters).some((name) => parameters[name] !== start.parameters[name]);
  const document = {
    ...start,
    updates: whole(updates, { least: 0, most: 1e6 }),
    parameters,
    ...(start.run !== undefined && isChanged && { run: { ...start.run, isChanged } }),
  };
  return {
    document,
    position: whole(position, { least: 0, most: 1e7 }),
    view: readView(view),
    path: readPath(path, traceModel(document.spec), document.steps),
  };
}

/** Throws where the state does not fit together. */
function readLab(state: unknown): LinkedLab {
  const { cell: given, text, steps, depth, layer, rate, ...rest } = Object(state) as Record<keyof Written, unknown>;
  const cell = labCells.find((each) => each === given);
  if (cell === undefined || typeof text !== 'string') throw new RangeError('expected a cell and a text');
  const { leastUnits, mostUnits, mostDepth } = recurrenceLab;
  const { name: _name, type: _type, ...fields } = Object(layer) as Record<string, unknown>;
  const units = whole(fields.units, { least: leastUnits, most: mostUnits });
  const start = shapedBy({
    cell,
    text,
    steps: whole(steps, { least: 1, most: recurrenceLab.mostSteps }),
    depth: whole(depth, { least: 1, most: mostDepth[cell] }),
    layer: { ...fields, units },
    rate: Number(rate),
  });
  return restored(start, rest);
}

function withNumbers({ parameters }: LabDocument, weights: Readonly<Record<string, unknown>>) {
  const unknown = Object.keys(weights).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) throw new RangeError(`${unknown}: no such parameter`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, start]) => {
      const values = numbersOf(weights[name], start);
      if (values.length !== start.length || values.some((value) => !Number.isFinite(value))) throw new RangeError(name);
      return [name, values] as const;
    }),
  );
}

function numbersOf(given: unknown, start: Float64Array): Float64Array {
  if (given === undefined) return start;
  if (Array.isArray(given)) {
    const values = Float64Array.from(start);
    for (const pair of given) {
      const [index, value] = Array.isArray(pair) ? (pair as unknown[]) : [];
      values[whole(index, { least: 0, most: values.length - 1 })] = typeof value === 'number' ? value : NaN;
    }
    return values;
  }
  const { f64, f32 } = Object(given) as Record<string, unknown>;
  if (typeof f64 === 'string') return new Float64Array(bytesOf(f64).buffer);
  if (typeof f32 === 'string') return Float64Array.from(new Float32Array(bytesOf(f32).buffer));
  throw new RangeError('expected numbers');
}

function whole(value: unknown, { least, most }: { readonly least: number; readonly most: number }): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`expected a whole number from ${least} to ${most}`);
}

/** Little-endian, as every machine that runs a browser is. */
function base64(values: Float64Array | Float32Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
}
