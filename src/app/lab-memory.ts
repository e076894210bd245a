import { parseModel } from '../nn/model.ts';
import { traceModel } from '../nn/trace-model.ts';
import type { LabDocument } from './lab-document.ts';
import { formOf, labRanges, readForm, readReading, readWeights, whole } from './lab-form.ts';
import { presentLook, readLook, writeLook, type LabLook, type WrittenLook } from './lab-look.ts';
import { defaultView, readView, type LabView } from './lab-view.ts';

/** All that a lab shows: a link restores it, and so does a reload. */
export interface KeptLab {
  readonly document: LabDocument;
  /** The cursor's place in the pass. */
  readonly position: number;
  /** How it is read. */
  readonly view: LabView;
  /** What is looked at. */
  readonly look: LabLook;
}

/** Keeps a lab's state where a reload finds it. Unreadable or unfitting content counts as none. */
export interface LabMemory {
  read(start: LabDocument): KeptLab | undefined;
  write(kept: KeptLab): void;
}

/** What is written of the lab's own network: all of it. Of a run: what was read, since its weights are in the store. */
interface Written extends Partial<WrittenLook> {
  readonly version: 1;
  readonly position: number;
  readonly text: string;
  readonly steps: number;
  /** Absent in what versions before the lessons wrote. */
  readonly view?: LabView;
  readonly own?: {
    readonly spec: unknown;
    readonly vocabulary: readonly string[];
    readonly parameters: Readonly<Record<string, readonly number[]>>;
    readonly optimizer: LabDocument['optimizer'];
    readonly updates: number;
  };
}

/** In localStorage under a key of its own. Where storage is blocked or full, the state lasts as long as this object. */
export class StoredLab implements LabMemory {
  /** What could not be stored. */
  private unstored: string | undefined;

  constructor(private readonly key: string) {}

  read(start: LabDocument): KeptLab | undefined {
    try {
      // where storage is blocked the name itself throws
      const text = this.unstored ?? localStorage.getItem(this.key);
      if (text === null) return undefined;
      const kept = JSON.parse(text) as Written;
      const place = restore(kept, start);
      const view = kept.view === undefined ? defaultView : readView(kept.view);
      return place && { ...place, view, look: lookOf(kept, place.document) };
    } catch {
      // blocked storage, or a state that an older version wrote: the lab opens with its default
      return undefined;
    }
  }

  write({ document, position, view, look }: KeptLab): void {
    const { text, steps, spec } = document;
    const written: Written = {
      version: 1,
      position,
      text,
      steps,
      view,
      ...writeLook(look, traceModel(spec)),
      ...(document.run === undefined && { own: own(document) }),
    };
    const json = JSON.stringify(written);
    try {
      localStorage.setItem(this.key, json);
      this.unstored = undefined;
    } catch {
      this.unstored = json;
    }
  }
}

function own({ spec, vocabulary, parameters, optimizer, updates }: LabDocument): Written['own'] {
  const lists = Object.entries(parameters).map(([name, values]) => [name, Array.from(values)] as const);
  return { spec, vocabulary, parameters: Object.fromEntries(lists), optimizer, updates };
}

/** A version that counts its equations in another way keeps the weights, not what was looked at. */
function lookOf(written: Written, document: LabDocument): LabLook {
  try {
    return readLook(written, document);
  } catch {
    return presentLook;
  }
}

/** Throws where the written state does not fit together. */
function restore(written: Written, start: LabDocument): Pick<KeptLab, 'document' | 'position'> | undefined {
  const { version, text, steps, own: kept } = written;
  if (version !== 1) return undefined;
  const position = whole(written.position, labRanges.position);
  if (kept === undefined) {
    return { document: readReading(start, { text, steps, rate: start.optimizer.learning_rate }), position };
  }
  const spec = parseModel(kept.spec);
  if (spec.shape !== 'stack') return undefined;
  const plain = readForm(formOf({ ...start, text, steps, spec, optimizer: kept.optimizer }));
  // the text's own characters, the form's own layers: else a weight would stand in another's place
  if (JSON.stringify([plain.spec, plain.vocabulary]) !== JSON.stringify([spec, kept.vocabulary])) return undefined;
  const parameters = readWeights(plain, kept.parameters, listed);
  return { document: { ...plain, parameters, updates: whole(kept.updates, labRanges.updates) }, position };
}

/** JSON has null in the place of what is no number any more. */
function listed(values: unknown): Float64Array {
  if (!Array.isArray(values)) throw new RangeError('expected numbers');
  return Float64Array.from(values, (value: unknown) => (typeof value === 'number' ? value : NaN));
}
