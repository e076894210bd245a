import { parseModel } from '../nn/model.ts';
import { traceModel } from '../nn/trace-model.ts';
import { sizeOf } from '../nn/shape.ts';
import { withSteps, withText, type LabDocument } from './lab-document.ts';
import { defaultView, readView, type LabView } from './lab-view.ts';

export interface LabPlace {
  readonly document: LabDocument;
  /** The cursor's place in the pass. */
  readonly position: number;
}

/** A place and how it is read. */
export interface KeptLab extends LabPlace {
  readonly view: LabView;
}

/** Keeps a lab's state where a reload finds it. Unreadable or unfitting content counts as none. */
export interface LabMemory {
  read(start: LabDocument): KeptLab | undefined;
  write(kept: KeptLab): void;
}

/** What is written of the lab's own network: all of it. Of a run: what was read, since its weights are in the store. */
interface Written {
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

/** In localStorage under a key of its own. Where storage is blocked or full, the state lasts as long as the page. */
export class StoredLab implements LabMemory {
  constructor(
    private readonly key: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
  ) {}

  read(start: LabDocument): KeptLab | undefined {
    try {
      const text = this.storage.getItem(this.key);
      if (text === null) return undefined;
      const kept = JSON.parse(text) as Written;
      const place = restore(kept, start);
      return place && { ...place, view: kept.view === undefined ? defaultView : readView(kept.view) };
    } catch {
      // blocked storage, or a state that an older version wrote: the lab opens with its default
      return undefined;
    }
  }

  write({ document, position, view }: KeptLab): void {
    const { text, steps } = document;
    const written: Written = {
      version: 1,
      position,
      text,
      steps,
      view,
      ...(document.run === undefined && { own: own(document) }),
    };
    try {
      this.storage.setItem(this.key, JSON.stringify(written));
    } catch {
      // see above
    }
  }
}

function own({ spec, vocabulary, parameters, optimizer, updates }: LabDocument): Written['own'] {
  const lists = Object.entries(parameters).map(([name, values]) => [name, Array.from(values)] as const);
  return { spec, vocabulary, parameters: Object.fromEntries(lists), optimizer, updates };
}

/** Throws where the written state does not fit together. */
function restore({ version, position, text, steps, own: kept }: Written, start: LabDocument): LabPlace | undefined {
  if (version !== 1) return undefined;
  if (kept === undefined) return { document: withSteps(withText(start, text), steps), position };
  const spec = parseModel(kept.spec);
  if (spec.shape !== 'stack') return undefined;
  const parameters = Object.fromEntries(
    traceModel(spec).parameters.map(({ name, shape }) => {
      const values = kept.parameters[name];
      // JSON has null in the place of what is no number any more
      if (values.length !== sizeOf(shape) || !values.every((value) => Number.isFinite(value))) throw new Error(name);
      return [name, Float64Array.from(values)];
    }),
  );
  const { vocabulary, optimizer, updates } = kept;
  return { document: { ...start, spec, vocabulary, text, steps, parameters, optimizer, updates }, position };
}
