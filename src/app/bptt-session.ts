/** The BPTT lesson without its screen: the tagging network, its training, its scaled weight, and what is measured. */
import { BehaviorSubject, interval, takeWhile, type Observable, type Subscription } from 'rxjs';
import { bpttParameters } from '../formula/bptt-letters.ts';
import type { WrittenTrace } from '../formula/names.ts';
import { bpttLesson, taggingNetwork } from '../lessons/bptt.ts';
import { idsOf, taggedSentences } from '../lessons/tagged-sentences.ts';
import { network, type Network } from '../streams/network.ts';
import { checkAnswer, type Verdict } from '../lessons/answer.ts';
import { bpttLink, type BpttDocument } from './bptt-document.ts';
import { noTermsLook, termsLookWithin, withoutTermsLook, type TermsLook } from './bptt-look.ts';
import { measure, recurrentRadius, type BpttMeasures } from './bptt-measures.ts';
import { writtenFor } from './bptt-reading.ts';
import { BpttTrainer, type BpttTraining } from './bptt-trainer.ts';
import { encodeState } from './link.ts';
import { formatRoute } from './router.ts';

export interface BpttState {
  readonly document: BpttDocument;
  /** Updates so far; fewer than `document.updates` while it trains, and up to `REDRAW` ahead of what is measured. */
  readonly updates: number;
  /** How many of them were clipped. */
  readonly clipped: number;
  /** The spectral radius of W_h as trained, and as shown. */
  readonly trainedRadius: number;
  readonly radius: number;
  /** The streams of what is shown, through the loss phase. */
  readonly network: Network;
  /** The network as the document wants it written. */
  readonly written: WrittenTrace;
  readonly measures: BpttMeasures;
}

/** Milliseconds of training at a time, at most about: taps and scrolling go on between. */
const SLICE = 24;
/** While it trains its terms are measured so often: five pictures a second are enough to see. Milliseconds. */
const REDRAW = 200;

/** What decides how the same numbers are looked at. */
const SIGHT: ReadonlySet<string> = new Set<keyof BpttDocument>([
  ...(Object.keys(noTermsLook) as (keyof TermsLook)[]),
  'weight',
  'view',
  'letters',
  'update',
]);

/** Trained networks that are kept. */
const MOST_TRAINERS = 8;

export class BpttSession {
  private readonly state: BehaviorSubject<BpttState>;
  /** One for each way of training that was looked at, the latest last, so that going back and forth is quick. */
  private readonly trainers = new Map<string, BpttTrainer>();
  private training: Subscription | undefined;
  private measuredAt = 0;
  private shown: Network;

  /** The present state, then each next one. */
  readonly state$: Observable<BpttState>;

  constructor(private readonly start: BpttDocument) {
    this.shown = open(start);
    this.state = new BehaviorSubject(this.stateOf(start));
    this.state$ = this.state.asObservable();
    this.catchUp();
  }

  /** What can be chosen, and within which bounds. */
  get limits() {
    const { radius, clips, clip, truncate, round, mostUpdates } = bpttLesson;
    const { language } = this.current.document;
    const sentences = taggedSentences[language].map(({ words }) => words.join(language === 'zh' ? '' : ' '));
    return { radius, clips, clip, truncate, round, mostUpdates, sentences };
  }

  get current(): BpttState {
    return this.state.value;
  }

  /** Other values for some fields; what does not fit the new sentence is let go. */
  edit(fields: Partial<BpttDocument>): void {
    const before = this.current.document;
    const document = fitted({ ...before, ...fields });
    if (document.cell !== before.cell || document.language !== before.language) {
      this.shown.dispose();
      this.shown = open(document);
    }
    const isSight = Object.keys(fields).every((key) => SIGHT.has(key));
    const written = (): WrittenTrace => writtenFor(this.shown.trace, document);
    this.state.next(isSight ? { ...this.current, document, written: written() } : this.stateOf(document));
    this.catchUp();
  }

  /** A round of updates more, on the weights as trained. */
  train(): void {
    const { updates } = this.current;
    const { round, mostUpdates } = bpttLesson;
    this.edit({ updates: Math.min(mostUpdates, updates + round), radius: undefined });
  }

  /** Back to what was opened; who reads it in other letters goes on doing so. */
  reset(): void {
    const { letters, update } = this.current.document;
    const none = { radius: undefined, truncate: undefined, clip: undefined, ...noTermsLook };
    this.edit({ ...none, ...this.start, letters, update });
  }

  /** The address of exactly this state. */
  get address(): string {
    return formatRoute({ screen: 'lesson', lesson: 'bptt', state: encodeState(bpttLink, this.current.document) });
  }

  /** Whether a typed number is how many times the farthest term of W_x is smaller than the nearest one. */
  check(text: string): Verdict {
    return checkAnswer(text, this.current.measures.farRatio);
  }

  /** The screen is left: nothing is trained any more. */
  dispose(): void {
    this.training?.unsubscribe();
    for (const trainer of this.trainers.values()) trainer.dispose();
    this.shown.dispose();
    this.state.complete();
  }

  /** Trains slice by slice, in a page that is not in sight too, until the weights have the document's number of updates. */
  private catchUp(): void {
    this.training?.unsubscribe();
    if (this.current.updates === this.current.document.updates) return;
    this.training = interval(0)
      .pipe(takeWhile(() => this.current.updates < this.current.document.updates))
      .subscribe(() => this.trainSlice());
  }

  private trainSlice(): void {
    const { document } = this.current;
    const trainer = this.trainerOf(document);
    const end = performance.now() + SLICE;
    while (trainer.updates < document.updates && performance.now() < end) trainer.update();
    const { updates, clipped } = trainer;
    const isDue = updates === document.updates || performance.now() - this.measuredAt >= REDRAW;
    this.state.next(isDue ? this.stateOf(document) : { ...this.current, updates, clipped });
  }

  /** The weights never go back by themselves: for fewer updates the training begins anew. */
  private trainerOf({ cell, language, truncate, clip, updates }: BpttDocument): BpttTrainer {
    const training: BpttTraining = {
      cell,
      language,
      ...(truncate !== undefined && { truncate }),
      ...(clip !== undefined && { clip }),
    };
    const key = JSON.stringify(training);
    const found = this.trainers.get(key);
    if (found !== undefined && found.updates <= updates) return found;
    found?.dispose();
    this.trainers.delete(key);
    const [oldest] = this.trainers;
    if (oldest !== undefined && this.trainers.size >= MOST_TRAINERS) {
      oldest[1].dispose();
      this.trainers.delete(oldest[0]);
    }
    const trainer = new BpttTrainer(training);
    this.trainers.set(key, trainer);
    return trainer;
  }

  private stateOf(document: BpttDocument): BpttState {
    const { parameters, updates, clipped } = this.trainerOf(document);
    const { shown } = this;
    const { h } = bpttParameters(shown.trace);
    const trainedRadius = recurrentRadius(parameters[h], bpttLesson.units);
    const times = document.radius === undefined || trainedRadius === 0 ? 1 : document.radius / trainedRadius;
    shown.assign({ ...parameters, [h]: parameters[h].map((weight) => weight * times) });
    shown.feed(idsOf(document.language, document.sentence));
    shown.seek(shown.steps.find(({ phase }) => phase === 'backward')?.position ?? shown.total);
    const radius = trainedRadius * times;
    const sentence = taggedSentences[document.language][document.sentence];
    const measures = measure(shown, { ...document, sentence });
    const written = writtenFor(shown.trace, document);
    this.measuredAt = performance.now();
    return { document, updates, clipped, trainedRadius, radius, network: shown, written, measures };
  }
}

function open({ cell, language }: BpttDocument): Network {
  const trainer = new BpttTrainer({ cell, language });
  const streams = network(taggingNetwork(cell, language), trainer.parameters);
  trainer.dispose();
  return streams;
}

/** Another sentence may be shorter, another language have fewer sentences. */
function fitted(document: BpttDocument): BpttDocument {
  const sentences = taggedSentences[document.language];
  const sentence = Math.min(document.sentence, sentences.length - 1);
  const steps = sentences[sentence].words.length;
  return { ...withoutTermsLook(document), sentence, ...termsLookWithin(document, steps) };
}
