/** How far the gradients of a trained run reach: its network reads a text in a worker, which measures the terms. */
import { BehaviorSubject, catchError, EMPTY, Subject, switchMap, tap, type Observable, type Subscription } from 'rxjs';
import { charactersOf, encode, UnknownCharactersError } from '../datasets/text.ts';
import type { WrittenTrace } from '../formula/names.ts';
import type { Trace } from '../nn/equation.ts';
import { traceModel } from '../nn/trace-model.ts';
import type { TermsEvent } from '../train/trainer.ts';
import { askedTrainer } from './asked-trainer.ts';
import { writtenFor } from './bptt-reading.ts';
import { withoutTermsLook } from './bptt-look.ts';
import { MOST_STEPS, type BpttRunDocument } from './bptt-run-document.ts';
import { readMeasures, type BpttRunMeasures } from './bptt-run-measures.ts';
import { promptFor, type RunAt } from './open-run.ts';
import { Passages } from './passages.ts';
import type { LabCell } from './router.ts';

/** Characters of the text that it opens with: as many cells as a phone shows at a size that can be read. */
const PASSAGE = 21;

export type TextProblem =
  { readonly kind: 'too-short' } | { readonly kind: 'unknown-characters'; readonly characters: readonly string[] };

export interface BpttRunState {
  readonly run: { readonly id: string; readonly name: string; readonly step: number };
  readonly document: BpttRunDocument & { readonly cell: LabCell; readonly language: 'en' | 'zh' };
  /** The run's network as the document wants it written. */
  readonly written: WrittenTrace;
  /** Of the document's text; absent until it is measured. */
  readonly measures?: BpttRunMeasures;
  /** How much of the way to `measures.reach` is made, from 0 to 1. */
  readonly share: number;
  /** Why a text that was typed was not taken. */
  readonly problem?: TextProblem;
  /** Why nothing could be measured. */
  readonly failure?: string;
}

interface Start {
  readonly opened: RunAt;
  /** Of a link. */
  readonly document?: BpttRunDocument;
  /** What the run learns; absent where it is no longer on this device. */
  readonly corpus?: string;
}

export class BpttRunSession {
  /** The present state, then each next one. */
  readonly state$: Observable<BpttRunState>;
  readonly mostCharacters = MOST_STEPS + 1;
  private readonly state: BehaviorSubject<BpttRunState>;
  private readonly opened: RunAt;
  private readonly trace: Trace;
  private readonly passages: Passages;
  private passage = 0;
  private readonly texts = new Subject<string>();
  private readonly measuring: Subscription;
  private readonly left = new Subject<void>();
  private readonly trainer$ = askedTrainer(() => this.left);

  constructor({ opened, document, corpus = '' }: Start) {
    this.opened = opened;
    this.trace = traceModel(opened.model);
    const { run, step } = opened;
    this.passages = new Passages(corpus, PASSAGE);
    const first = this.firstDocument(document);
    this.state = new BehaviorSubject<BpttRunState>({
      run: { id: run.id, name: run.name, step },
      ...this.shown(first),
      share: 0,
    });
    this.state$ = this.state.asObservable();
    this.measuring = this.texts.pipe(switchMap((text) => this.measure(text))).subscribe();
    this.texts.next(first.text);
  }

  get current(): BpttRunState {
    return this.state.value;
  }

  /** Whether the run's own text has more than one sentence to choose from. */
  get hasPassages(): boolean {
    return this.passages.count > 1;
  }

  edit(fields: Partial<Omit<BpttRunDocument, 'text'>>): void {
    this.tell(this.shown({ ...this.current.document, ...fields }));
  }

  /** The text that was not taken is given up. */
  letGo(): void {
    if (this.current.problem !== undefined) this.tell({ problem: undefined });
  }

  /** Reads another text, at most its first `mostCharacters`; one that cannot be read stands in the state as a problem. */
  setText(text: string): void {
    const characters = charactersOf(text).slice(0, this.mostCharacters).join('');
    const problem = this.problemOf(characters);
    if (problem !== undefined) return this.tell({ problem });
    const document = { ...withoutTermsLook(this.current.document), text: characters };
    this.state.next({ run: this.current.run, ...this.shown(document), share: 0 });
    this.texts.next(characters);
  }

  /** The next sentence of the run's own text that it can read, another than the one it reads. */
  nextPassage(): void {
    const before = this.current.document.text;
    const first = this.readablePassage();
    const text = first === before ? this.readablePassage() : first;
    if (text !== undefined) this.setText(text);
  }

  /** The screen is left: the worker ends. */
  dispose(): void {
    this.measuring.unsubscribe();
    this.left.next();
    this.state.complete();
  }

  private measure(text: string): Observable<TermsEvent> {
    const { model, parameters, run } = this.opened;
    const ids = [...encode(text, run.vocabulary)];
    const request = { model, parameters, input: ids.slice(0, -1), target: ids.slice(1) };
    return this.trainer$.pipe(
      switchMap((trainer) => trainer.terms(request)),
      tap((event) => this.take(event, text)),
      catchError((error: unknown) => {
        this.tell({ failure: error instanceof Error ? error.message : String(error) });
        return EMPTY;
      }),
    );
  }

  private take(event: TermsEvent, text: string): void {
    const { measures } = this.current;
    switch (event.type) {
      case 'terms':
        return this.tell({ measures: readMeasures(this.trace, { terms: event.terms, text }) });
      case 'reach-progress':
        return this.tell({ share: event.share });
      case 'reach':
        return this.tell({ share: 1, ...(measures && { measures: { ...measures, reach: event.reach } }) });
      default:
        return event satisfies never;
    }
  }

  /** A link's, with another text where the run cannot read that one: the terms are of the text, the rest is not. */
  private firstDocument(linked: BpttRunDocument | undefined): BpttRunDocument {
    if (linked !== undefined && this.problemOf(linked.text) === undefined) return linked;
    const text = this.readablePassage() ?? promptFor(this.opened.run.vocabulary);
    return { ...withoutTermsLook<BpttRunDocument>(linked ?? { weight: 'x', view: 'terms', text }), text };
  }

  /** A text's characters may have been changed when the run began (case, marks): not every passage can be read. */
  private readablePassage(): string | undefined {
    for (let tries = 0; tries < this.passages.count; tries++) {
      const text = this.passages.at(this.passage++);
      if (this.problemOf(text) === undefined) return text;
    }
    return undefined;
  }

  private problemOf(text: string): TextProblem | undefined {
    if (charactersOf(text).length < 2) return { kind: 'too-short' };
    try {
      encode(text, this.opened.run.vocabulary);
      return undefined;
    } catch (error) {
      if (!(error instanceof UnknownCharactersError)) throw error;
      return { kind: 'unknown-characters', characters: error.characters };
    }
  }

  private shown(document: BpttRunDocument): Pick<BpttRunState, 'document' | 'written'> {
    const language = /\p{Script=Han}/u.test(document.text) ? 'zh' : 'en';
    const written = writtenFor(this.trace, document);
    return { document: { ...document, cell: this.opened.cell, language }, written };
  }

  private tell(change: Partial<BpttRunState>): void {
    this.state.next({ ...this.state.value, ...change });
  }
}
