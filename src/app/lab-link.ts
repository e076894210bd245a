import { traceModel } from '../nn/trace-model.ts';
import type { LabDocument } from './lab-document.ts';
import {
  documentOf,
  formOf,
  growths,
  labRanges,
  readForm,
  readReading,
  readWeights,
  whole,
  type LabForm,
} from './lab-form.ts';
import { readLook, writeLook, type WrittenLook } from './lab-look.ts';
import type { KeptLab } from './lab-memory.ts';
import { readView, type LabView } from './lab-view.ts';
import { LinkError, encodeState, type LinkFormat } from './link.ts';

/** Numbers of one parameter: pairs of index and value where few differ from the start, else all as base64. */
type WrittenNumbers = readonly (readonly [number, number])[] | { readonly f64: string } | { readonly f32: string };

interface Written extends LabForm, WrittenLook {
  readonly updates: number;
  readonly weights: Readonly<Record<string, WrittenNumbers>>;
  readonly position: number;
  readonly view: LabView;
}

/** Of a trained run: its network is in the store, the link has what was made of it. */
type WrittenOfRun = Omit<Written, 'cell' | 'depth' | 'layer' | 'grown'> & {
  /** The training step of the weights. */
  readonly measured: number;
};

/** What `encodeLab` writes and the router hands on. */
export const labLink: LinkFormat<KeptLab> = { version: 1, read: readLab };

/** The same for a lab of a trained run, which is `start` as it was opened. */
export const runLink = (start: LabDocument): LinkFormat<KeptLab> => ({
  version: labLink.version,
  read: (state) => readOfRun(state, start),
});

const writtenLink: LinkFormat<Written | WrittenOfRun> = {
  version: labLink.version,
  read: () => {
    throw new Error('written links are read by labLink');
  },
};

/** A state in writing, and whether its weights are exact. */
interface EncodedLab {
  /** What comes after `s=`. */
  readonly state: string;
  /** False: to seven digits, where exact weights would be too long. */
  readonly isExact: boolean;
}

/**
 * A lab's state in writing. A network too large even for weights of seven digits throws LinkError ('too-long'), and so
 * does one whose weights have become NaN or ∞ ('not-finite').
 * @param opened the trained run's document as it was opened; absent for the lab's own network
 */
export function encodeLab(lab: KeptLab, opened?: LabDocument): EncodedLab {
  const isFinite = Object.values(lab.document.parameters).every((values) => values.every(Number.isFinite));
  if (!isFinite) throw new LinkError('not-finite');
  try {
    return { state: encodeState(writtenLink, written(lab, 'f64', { opened })), isExact: true };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { state: encodeState(writtenLink, written(lab, 'f32', { opened })), isExact: false };
  }
}

function written(
  { document, position, view, look }: KeptLab,
  precision: 'f64' | 'f32',
  { opened }: { readonly opened: LabDocument | undefined },
): Written | WrittenOfRun {
  const { spec, updates } = document;
  const form = formOf(document);
  const rest = { updates, position, view, ...writeLook(look, traceModel(spec)) };
  if (document.run !== undefined && opened !== undefined) {
    const { text, steps, rate } = form;
    const weights = numbersFrom(document, opened, precision);
    return { measured: document.run.step, text, steps, rate, ...rest, weights };
  }
  return [undefined, ...growths]
    .map((grown) => ({ ...form, ...(grown && { grown }) }))
    .map((start) => ({ ...start, ...rest, weights: numbersFrom(document, documentOf(start), precision) }))
    .reduce((best, each) => (sizeOf(each) < sizeOf(best) ? each : best));
}

const sizeOf = (state: unknown): number => JSON.stringify(state).length;

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

/** Throws where the state does not fit the run's network, or was made with weights of another step. */
function readOfRun(state: unknown, opened: LabDocument): KeptLab {
  const { measured, text, steps, rate, ...rest } = Object(state) as Record<keyof WrittenOfRun, unknown>;
  if (measured !== opened.run?.step) throw new RangeError(`expected weights of step ${opened.run?.step}`);
  return restored(readReading(opened, { text, steps, rate }), rest);
}

/** What was made of a document: weights, updates, the place, the view, what is looked at. */
function restored(
  start: LabDocument,
  {
    updates,
    weights,
    position,
    view,
    ...looked
  }: Readonly<Record<'updates' | 'weights' | 'position' | 'view' | 'path' | 'look', unknown>>,
): KeptLab {
  const parameters = readWeights(start, weights, numbersOf);
  const isChanged = Object.keys(parameters).some((name) => parameters[name] !== start.parameters[name]);
  const document = {
    ...start,
    updates: whole(updates, labRanges.updates),
    parameters,
    ...(start.run !== undefined && isChanged && { run: { ...start.run, isChanged } }),
  };
  return {
    document,
    position: whole(position, labRanges.position),
    view: readView(view),
    look: readLook(looked, document),
  };
}

/** Throws where the state does not fit together. */
function readLab(state: unknown): KeptLab {
  const { cell, text, steps, depth, layer, rate, grown, ...rest } = Object(state) as Record<keyof Written, unknown>;
  return restored(readForm({ cell, text, steps, depth, layer, rate, grown }), rest);
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

/** Little-endian, as every machine that runs a browser is. */
function base64(values: Float64Array | Float32Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
}
