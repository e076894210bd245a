/** The recurrence lab without its screen: what is shown as a value, edits, undo, passes, and what survives a reload. */
import {
  BehaviorSubject,
  Subject,
  debounceTime,
  fromEvent,
  merge,
  switchMap,
  type Observable,
  type Subscription,
} from 'rxjs';
import { readTrace, type Reading } from '../formula/convention.ts';
import type { PresetId } from '../lessons/presets.ts';
import { checkValue, type TypedVerdict } from '../lessons/typed-answer.ts';
import type { Network } from '../streams/network.ts';
import { checkGradient, type GradientCheck } from './gradient-check.ts';
import {
  defaultDocument,
  tokensOf,
  withDepth,
  withLayer,
  withLearningRate,
  withParameter,
  withSteps,
  withText,
  type LabDocument,
} from './lab-document.ts';
import { idle } from './idle.ts';
import { encodeLab } from './lab-link.ts';
import { labLimits } from './lab-limits.ts';
import { lookAfter, presentLook, type LabLook } from './lab-look.ts';
import type { KeptLab, LabMemory } from './lab-memory.ts';
import { LabPast } from './lab-past.ts';
import { withPreset } from './lab-preset.ts';
import { committed, isUpdated, openPass, placeIn, type Place } from './lab-streams.ts';
import type { Reference } from '../formula/reference.ts';
import { formatRoute } from './router.ts';
import { conventionOf, defaultView, type LabView } from './lab-view.ts';

/** A new value for each edit; stepping happens inside the network. */
export interface LabState {
  readonly document: LabDocument;
  /** The streams of this document, with a pass fed. The session disposes of it with the next edit. */
  readonly network: Network;
  readonly canUndo: boolean;
  /** The characters the pass reads, and after each the one it should predict. */
  readonly tokens: ReturnType<typeof tokensOf>;
  readonly view: LabView;
  /** The network as the view has it written. */
  readonly reading: Reading;
}

interface Shown extends Pick<LabState, 'document' | 'network' | 'view'> {
  /** Absent: what was looked at before, as far as it is still there. */
  readonly look?: LabLook;
}

/** Milliseconds of rest before the state is written down. */
const REST = 400;

/** So many old networks wait to be ended, at most. */
const MOST_RETIRED = 2;

export interface LabOptions {
  /** What it opens with, and what `reset` goes back to. */
  readonly start: LabDocument;
  /** Where the state survives a reload; absent: nowhere. */
  readonly memory?: LabMemory;
}

export class LabSession {
  private readonly state: BehaviorSubject<LabState>;
  private readonly writing: Subscription;
  private readonly past = new LabPast();
  private readonly looked = new Subject<void>();
  private seen: LabLook;
  /** Networks of passes that are over, until the page has time to end them. */
  private readonly retired: Network[] = [];

  /** The present state, then each next one; a late subscriber gets the present one. */
  readonly state$: Observable<LabState>;

  /** Reads back what the memory holds, if it fits what is opened. */
  constructor(private readonly options: LabOptions) {
    const { state, look } = firstState(options);
    this.state = new BehaviorSubject(state);
    this.seen = look;
    this.state$ = this.state.asObservable();
    this.writing = this.writeDown();
  }

  /** What can be edited, and within which bounds. */
  get limits() {
    return labLimits(this.options.start.cell);
  }

  get current(): LabState {
    return this.state.value;
  }

  /** What is looked at. An edit lets go what is then no longer there; nothing else is emitted for it. */
  get look(): LabLook {
    return this.seen;
  }

  set look(look: LabLook) {
    this.seen = look;
    this.looked.next();
  }

  /** The text from its beginning. Throws LabTextError. */
  setText(text: string): void {
    this.edit(withText(this.committed, text));
  }

  setSteps(steps: number): void {
    this.edit(withSteps(this.committed, steps));
  }

  /** Units begin the pass anew; another form (activation, reset) is computed up to where the student stands. Throws SpecError. */
  setLayer(fields: Readonly<Record<string, unknown>>): void {
    const { network: streams } = this.current;
    const place = 'units' in fields || isUpdated(streams) ? undefined : placeIn(streams);
    this.edit(withLayer(this.committed, fields), place);
  }

  /** Layers with memory, one above the other. */
  setDepth(depth: number): void {
    this.edit(withDepth(this.committed, depth));
  }

  /** Another way of reading the same pass: nothing is computed anew. */
  setView(view: Partial<LabView>): void {
    const { current } = this;
    this.state.next(stateOf({ ...current, view: { ...current.view, ...view } }));
    this.write();
  }

  /** Text, form and weights that show one thing. */
  setPreset(id: PresetId): void {
    this.edit(withPreset(this.current.document, id));
  }

  /** What a link brought; what was there before comes back by undo. Throws, and changes nothing, where it has no network. */
  open({ document, position, view, look }: KeptLab): void {
    this.begin({ document, network: openPass(document, position), view, look });
  }

  /**
   * The address of this very state, after the page's own, and whether its weights are exact there. Throws LinkError where
   * it is too large for one.
   * @param path the way down to the open number, where another one is meant than what is looked at
   */
  link(path: readonly Reference[] = this.look.path): { address: string; isExact: boolean } {
    const { document, view } = this.current;
    const { cell, run } = document;
    const lab = { document, position: this.position, view, look: { ...this.look, path } };
    const { state, isExact } = encodeLab(lab, run && this.options.start);
    return {
      address: formatRoute({ screen: 'lab', cell, ...(run && { run: run.id, step: run.step }), state }),
      isExact,
    };
  }

  /** The student's answer to a question whose answer the streams computed. */
  judge(text: string, wanted: number): TypedVerdict {
    return checkValue(text, wanted);
  }

  /** The gradient of a weight by the chain rule, and by moving the weight a little. */
  check(weight: { readonly parameter: string; readonly index: number }): GradientCheck {
    return checkGradient(this.current.document, weight);
  }

  /**
   * The same place in the pass, computed anew with the other weight: an update that was reached is made again when it
   * is reached again. Throws RangeError.
   */
  setParameter(edit: { readonly parameter: string; readonly index: number; readonly value: number }): void {
    this.editInPlace(withParameter(this.current.document, edit));
  }

  /** As `setParameter`. Throws RangeError. */
  setLearningRate(rate: number): void {
    this.editInPlace(withLearningRate(this.current.document, rate));
  }

  /** Back to where the student stood before an edit that began a pass anew; after one that did not, they stay. */
  undo(): void {
    const last = this.past.take();
    if (last === undefined) return;
    const { document, place: { position, look } = { position: this.position } } = last;
    this.show({ document, network: openPass(document, position), view: this.current.view, look });
  }

  /** Back to what was opened; this can be undone, too. */
  reset(): void {
    this.edit(this.options.start);
  }

  /** After an update: the same text again, with the new weights. Does nothing before the pass is over. */
  nextPass(): void {
    if (isUpdated(this.current.network)) this.edit(this.committed);
  }

  dispose(): void {
    this.write();
    this.writing.unsubscribe();
    for (const each of this.retired.splice(0)) each.dispose();
    this.current.network.dispose();
    this.state.complete();
  }

  private get position(): number {
    return this.current.network.recorder.position;
  }

  /** The document with the weights that an update has made. */
  private get committed(): LabDocument {
    return committed(this.current.document, this.current.network);
  }

  private edit(document: LabDocument, upTo: number | Place = 0): void {
    this.begin({ document, network: openPass(document, upTo), view: this.current.view });
  }

  private begin(next: Shown): void {
    const { position, look } = this;
    this.past.keep({ document: this.current.document, place: { position, look } });
    this.show(next);
  }

  private editInPlace(document: LabDocument): void {
    const network = openPass(document, this.position);
    this.past.keep({ document: this.current.document });
    this.show({ document, network, view: this.current.view });
  }

  private show({ look, ...next }: Shown): void {
    const { network: old, document } = this.current;
    this.seen = look ?? lookAfter(this.look, document, next.document);
    this.state.next(stateOf({ ...next, canUndo: !this.past.isEmpty }));
    void this.retire(old);
  }

  /** Hundreds of subscriptions end: not before the frame that shows the next pass; and few wait, however quick the edits. */
  private async retire(old: Network): Promise<void> {
    this.retired.push(old);
    if (this.retired.length > MOST_RETIRED) this.retired.shift()?.dispose();
    await idle();
    for (const each of this.retired.splice(0)) each.dispose();
  }

  private writeDown(): Subscription {
    const moved$ = this.state$.pipe(switchMap(({ network: { position$ } }) => position$));
    const hidden$ = merge(fromEvent(document, 'visibilitychange'), fromEvent(window, 'pagehide'));
    return merge(merge(moved$, this.looked).pipe(debounceTime(REST)), hidden$).subscribe(() => this.write());
  }

  private write(): void {
    const { document: shown, view } = this.current;
    this.options.memory?.write({ document: shown, position: this.position, view, look: this.look });
  }
}

/** The lab of a cell with its own small network. */
export function ownLab(cell: LabDocument['cell'], memory?: LabMemory): LabSession {
  return new LabSession({ start: defaultDocument(cell), memory });
}

/** As it was left; what is kept but has no network counts as nothing, so that a lab always opens. */
function firstState({ start, memory }: LabOptions): { state: LabState; look: LabLook } {
  const kept = memory?.read(start);
  const opened = ({ document, position, view, look }: KeptLab) => {
    const network = openPass(document, position);
    return { state: stateOf({ document, network, canUndo: false, view }), look };
  };
  try {
    if (kept !== undefined) return opened(kept);
  } catch {
    // see above
  }
  return opened({ document: start, position: 0, view: defaultView, look: presentLook });
}

function stateOf(state: Omit<LabState, 'tokens' | 'reading'>): LabState {
  const { document, network: streams, canUndo, view } = state;
  const reading = readTrace(streams.trace, conventionOf(view));
  return { document, network: streams, canUndo, view, reading, tokens: tokensOf(document) };
}
