import { BehaviorSubject, Observable, Subject, filter } from 'rxjs';
import type { ModelSpec } from '../nn/model.ts';
import type {
  DeviceSpeed,
  SampleRequest,
  TermsRequest,
  TrainerCommand,
  TrainerEvent,
  TrainingData,
  TrainingState,
  TrainSettings,
  WriteRequest,
  WrittenCharacter,
} from './protocol.ts';
import type { EvaluateRequest, EvaluationReport } from './protocol/evaluation.ts';
import type { PredictRequest, Prediction } from './protocol/prediction.ts';
import type { EstimateRequest, RunEstimate } from './protocol/run-estimate.ts';

/** Silence of the worker, while the page is visible, after which it counts as dead. Milliseconds. */
const SILENCE = 10_000;
const WATCH = 1000;

/** The worker can no longer answer: it crashed, was ended by the browser, or hangs. */
export class WorkerDiedError extends Error {
  override readonly name = 'WorkerDiedError';
}

/** A request that the worker refused, or that its run no longer answers. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
}

export interface TrainerStart {
  /** Names the run; events of an earlier one are dropped from now on. */
  readonly run: string;
  readonly settings: TrainSettings;
  readonly data: TrainingData;
  /** Where to go on; absent: from the settings' seed. */
  readonly state?: TrainingState;
}

interface Sample {
  readonly step: number;
  readonly ids: readonly number[];
}

interface Pending {
  resolve(event: TrainerEvent): void;
  reject(error: Error): void;
}

/** `stop` is answered by an event without a number of its own. */
const STOP = 0;

/** What is told of a text's terms, in this order; `reach` is the last. */
export type TermsEvent = Extract<TrainerEvent, { type: 'terms' | 'reach-progress' | 'reach' }>;

/** The page's end of the training worker, and the only place that makes one. */
export class Trainer {
  /** What the run tells, from the moment it starts; completes with `dispose`. */
  readonly events$: Observable<TrainerEvent>;
  /** Whether the worker lives; false is final. */
  readonly alive$: Observable<boolean>;
  private readonly events = new Subject<TrainerEvent>();
  private readonly alive = new BehaviorSubject(true);
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private readonly watch: ReturnType<typeof setInterval>;
  private requests = STOP;
  private run: string | undefined;
  private heardAt = performance.now();
  private listenedAt = performance.now();

  constructor() {
    this.events$ = this.events.asObservable();
    this.alive$ = this.alive.asObservable();
    this.worker = new Worker(new URL('../../workers/train.worker.ts', import.meta.url), { type: 'module' });
    this.worker.addEventListener('message', ({ data }: MessageEvent<TrainerEvent>) => this.take(data));
    this.worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.die(event.message === '' ? 'the training worker could not be loaded' : event.message);
    });
    this.worker.addEventListener('messageerror', () =>
      this.die('a message from the training worker could not be read'),
    );
    this.watch = setInterval(() => this.listen(), WATCH);
    document.addEventListener('visibilitychange', this.hear);
  }

  /** Begins a run, or goes on from a state; a run that was there ends without a word. Answered by `started` or `failed`. */
  start({ run, settings, data, state }: TrainerStart): void {
    this.rejectPending(new TrainerError('another run was started'));
    this.run = run;
    this.post({ type: 'start', run, settings, data, ...(state === undefined ? {} : { state }) });
  }

  /** Answered by `paused`. */
  pause(): void {
    if (this.run !== undefined) this.post({ type: 'pause', run: this.run });
  }

  /** Answered by `resumed`. */
  resume(): void {
    if (this.run !== undefined) this.post({ type: 'resume', run: this.run });
  }

  /** Lets the processor to others for so long, milliseconds; the run goes on by itself. */
  giveWay(milliseconds: number): void {
    if (this.run !== undefined) this.post({ type: 'give-way', run: this.run, milliseconds });
  }

  /** Ends the run; its last state. Rejects with WorkerDiedError, or TrainerError when there is no run. */
  async stop(): Promise<TrainingState> {
    const event = await this.ask(STOP, (run) => ({ type: 'stop', run }));
    if (event.type !== 'stopped') throw new TrainerError(`stop was answered by "${event.type}"`);
    return event.state;
  }

  /** The complete state between two steps, while the run goes on. Rejects as `stop` does. */
  async snapshot(): Promise<TrainingState> {
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'snapshot', run, request }));
    if (event.type !== 'snapshot') throw new TrainerError(`snapshot was answered by "${event.type}"`);
    return event.state;
  }

  /** Lets the network write with its present parameters. Rejects as `stop` does. */
  async sample(sample: SampleRequest): Promise<Sample> {
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'sample', run, request, sample }));
    if (event.type !== 'sample') throw new TrainerError(`sample was answered by "${event.type}"`);
    return { step: event.step, ids: event.ids };
  }

  /** How fast this device trains; takes about a second. Needs no run, and is not for a trainer that has one. */
  async measure(): Promise<DeviceSpeed> {
    this.run ??= 'measure';
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'measure', run, request }));
    if (event.type !== 'measured') throw new TrainerError(`measure was answered by "${event.type}"`);
    return event.speed;
  }

  /** Lets a network read a prompt; `writeOn` gives what follows. Needs no run, as `measure`. Rejects as `stop` does. */
  async write(work: { readonly model: ModelSpec; readonly parameters: Float32Array; readonly write: WriteRequest }) {
    this.run ??= 'write';
    const request = ++this.requests;
    await this.ask(request, (run) => ({ type: 'write', run, request, ...work }));
  }

  /** The next characters. Rejects with TrainerError where nothing was begun. */
  async writeOn(count: number): Promise<readonly WrittenCharacter[]> {
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'write-on', run, request, count }));
    if (event.type !== 'written') throw new TrainerError(`write-on was answered by "${event.type}"`);
    return event.characters;
  }

  /**
   * Measures a network on a part of its data; what trains goes on meanwhile. Needs no run, as `measure`. Rejects as
   * `stop` does.
   */
  async evaluate(evaluate: EvaluateRequest): Promise<EvaluationReport> {
    this.run ??= 'evaluate';
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'evaluate', run, request, evaluate }));
    if (event.type !== 'report') throw new TrainerError(`evaluate was answered by "${event.type}"`);
    return event.report;
  }

  /** A network's outputs for a batch of inputs. Needs no run, as `measure`. Rejects as `stop` does. */
  async predict(predict: PredictRequest): Promise<Prediction> {
    this.run ??= 'predict';
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'predict', run, request, predict }));
    if (event.type !== 'predicted') throw new TrainerError(`predict was answered by "${event.type}"`);
    return event.prediction;
  }

  /**
   * How long a run would take; nothing of it is run. Needs no run, as `measure`. Rejects as `stop` does, and with
   * TrainerError for settings that cannot be planned.
   */
  async estimate(estimate: EstimateRequest): Promise<RunEstimate> {
    this.run ??= 'estimate';
    const request = ++this.requests;
    const event = await this.ask(request, (run) => ({ type: 'estimate', run, request, estimate }));
    if (event.type !== 'estimated') throw new TrainerError(`estimate was answered by "${event.type}"`);
    return event.estimate;
  }

  /**
   * The terms of BPTT's sum for a text, then how far the state's changes reach; asked anew by each subscriber, of whom
   * there can be one at a time, and forgotten by the worker when it leaves. Needs no run, as `measure`. Errors as `stop`
   * rejects.
   */
  terms(text: TermsRequest): Observable<TermsEvent> {
    return new Observable((subscriber) => {
      this.run ??= 'terms';
      const request = ++this.requests;
      const told$ = this.events$.pipe(
        filter(isOfTerms),
        filter((event) => event.request === request),
      );
      subscriber.add(told$.subscribe((event) => subscriber.next(event)));
      this.ask(request, (run) => ({ type: 'terms', run, request, text })).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
      return () => {
        const { run } = this;
        if (run !== undefined && this.pending.delete(request)) this.post({ type: 'forget-terms', run, request });
      };
    });
  }

  /** Ends the worker. */
  dispose(): void {
    this.rejectPending(new TrainerError('the trainer was let go'));
    this.close();
    this.events.complete();
    this.alive.complete();
  }

  private ask(request: number, command: (run: string) => TrainerCommand): Promise<TrainerEvent> {
    const { run } = this;
    if (run === undefined) return Promise.reject(new TrainerError('no run was started'));
    if (!this.alive.value) return Promise.reject(new WorkerDiedError('the training worker is dead'));
    if (this.pending.has(request)) return Promise.reject(new TrainerError('the run is already being stopped'));
    return new Promise((resolve, reject) => {
      this.pending.set(request, { resolve, reject });
      this.post(command(run));
    });
  }

  private post(command: TrainerCommand): void {
    if (this.alive.value) this.worker.postMessage(command);
  }

  private take(event: TrainerEvent): void {
    this.hear();
    if (event.run !== this.run) return;
    const request = event.type === 'stopped' ? STOP : 'request' in event ? event.request : undefined;
    if (isInterim(event)) return this.events.next(event);
    const pending = request === undefined ? undefined : this.pending.get(request);
    if (request !== undefined) this.pending.delete(request);
    if (event.type === 'failed' && event.request !== undefined) {
      return pending?.reject(new TrainerError(event.message));
    }
    if (event.type === 'failed') this.rejectPending(new TrainerError(event.message));
    pending?.resolve(event);
    this.events.next(event);
  }

  private readonly hear = (): void => {
    this.heardAt = performance.now();
  };

  /** A hidden page's worker may be frozen, and so may the page itself (a sleeping phone), which is not its death. */
  private listen(): void {
    const now = performance.now();
    const slept = now - this.listenedAt > 3 * WATCH;
    this.listenedAt = now;
    if (slept || document.visibilityState !== 'visible') return this.hear();
    if (now - this.heardAt > SILENCE) this.die(`the training worker has said nothing for ${SILENCE / 1000} s`);
  }

  private die(message: string): void {
    if (!this.alive.value) return;
    this.close();
    this.alive.next(false);
    this.rejectPending(new WorkerDiedError(message));
  }

  private close(): void {
    clearInterval(this.watch);
    document.removeEventListener('visibilitychange', this.hear);
    this.worker.terminate();
  }

  private rejectPending(error: Error): void {
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(error);
  }
}

function isOfTerms(event: TrainerEvent): event is TermsEvent {
  return event.type === 'terms' || event.type === 'reach-progress' || event.type === 'reach';
}

/** More comes for the same request. */
function isInterim({ type }: TrainerEvent): boolean {
  return type === 'terms' || type === 'reach-progress';
}
