import { BehaviorSubject, Subject, type Observable } from 'rxjs';
import type { EquationId } from '../nn/equation.ts';
import type {
  Activation,
  Frame,
  Gradient,
  GradientSource,
  Loss,
  ParameterUpdate,
  Phase,
  Share,
  StepKey,
  Tag,
} from './events.ts';
import { stops, type Grain } from './grains.ts';
import type { PassRecord } from './pass-record.ts';

/** An event came that the record did not expect next. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

/**
 * Keeps every event of a pass, with a cursor: back, forward and seek only move the cursor, and all reading is at the cursor
 * (undefined: not yet computed there). New events move it on to the end.
 */
export class Recorder {
  private readonly events = {
    activation: new Subject<Activation>(),
    gradient: new Subject<Gradient>(),
    frame: new Subject<Frame>(),
    loss: new Subject<Loss>(),
    share: new Subject<Share>(),
    update: new Subject<ParameterUpdate>(),
  };
  private readonly cursor = new BehaviorSubject(0);
  /** Units of the step so far, by equation. */
  private counts = { forward: new Int32Array(), backward: new Int32Array() };
  private record: PassRecord | undefined;
  private count = 0;
  private at = 0;

  readonly activation$: Observable<Activation> = this.events.activation.asObservable();
  readonly gradient$: Observable<Gradient> = this.events.gradient.asObservable();
  /** Values and gradients whose units are all there. */
  readonly frame$: Observable<Frame> = this.events.frame.asObservable();
  readonly loss$: Observable<Loss> = this.events.loss.asObservable();
  readonly share$: Observable<Share> = this.events.share.asObservable();
  readonly update$: Observable<ParameterUpdate> = this.events.update.asObservable();
  /** The cursor, after each tap, move or new pass. */
  readonly position$: Observable<number> = this.cursor.asObservable();

  /** Events so far. */
  get length(): number {
    return this.count;
  }

  /** How many events lie before the cursor. */
  get position(): number {
    return this.at;
  }

  /** The event just before the cursor, and the one after it, recorded or not. */
  get last(): Tag | undefined {
    return this.record?.context.schedule.tagAt(this.at - 1);
  }

  get next(): Tag | undefined {
    return this.record?.context.schedule.tagAt(this.at);
  }

  /** Moves back by a grain: to the boundary before the cursor. */
  back(grain: Grain): void {
    let to = Math.max(0, this.at - 1);
    while (to > 0 && !this.isBoundary(grain, to)) to--;
    this.seek(to);
  }

  /** Moves on by a grain within the record; tells whether it came to the grain's end. */
  forward(grain: Grain): boolean {
    let to = this.at;
    while (to < this.count && !(to > this.at && this.isBoundary(grain, to))) to++;
    const isEnd = to > this.at && this.isBoundary(grain, to);
    this.seek(to);
    return isEnd;
  }

  /** Moves the cursor within the record. */
  seek(position: number): void {
    const to = Math.min(this.count, Math.max(0, Math.round(position)));
    if (to === this.at && to === this.cursor.value) return;
    this.at = to;
    this.cursor.next(to);
  }

  /** The positions within the record at which a grain ends. */
  boundaries(grain: Grain): number[] {
    return Array.from({ length: this.count }, (_, n) => n + 1).filter((n) => this.isBoundary(grain, n));
  }

  value(id: EquationId, unit: number, t: number): number | undefined {
    return this.record?.value(this.at, id, { unit, t });
  }

  gradient(id: EquationId, unit: number, t: number): number | undefined {
    return this.record?.gradient(this.at, id, { unit, t });
  }

  /** The values of these sum to the gradient. */
  sources(id: EquationId, unit: number, t: number): readonly GradientSource[] | undefined {
    return this.record?.sources(this.at, id, { unit, t });
  }

  frame(id: EquationId, t: number): Frame | undefined {
    return this.record?.frame(this.at, id, t);
  }

  gradientFrame(id: EquationId, t: number): Frame | undefined {
    return this.record?.gradientFrame(this.at, id, t);
  }

  /** Step t's share of ∂L/∂(parameter), by the parameter's full name. */
  share(parameter: string, t: number): Share | undefined {
    return this.record?.share(this.at, this.parameter(parameter), t);
  }

  /** ∂L/∂(parameter) as far as it is gathered. */
  total(parameter: string): Float64Array | undefined {
    return this.record?.total(this.at, this.parameter(parameter));
  }

  loss(t: number): Loss | undefined {
    return this.record?.loss(this.at, t);
  }

  /** Σ weight × E_t so far. */
  totalLoss(): number | undefined {
    return this.record?.totalLoss(this.at);
  }

  /** A parameter's number after its update. */
  updated(parameter: string, index: number): number | undefined {
    return this.update(parameter)?.after[index];
  }

  update(parameter: string): ParameterUpdate | undefined {
    return this.record?.update(this.at, this.parameter(parameter));
  }

  /** The whole record, for late subscribers; undefined before the first pass. */
  get everything(): PassRecord | undefined {
    return this.record;
  }

  begin(record: PassRecord): void {
    this.record = record;
    const { length } = record.context.graph.sizes;
    this.counts = { forward: new Int32Array(length), backward: new Int32Array(length) };
    this.count = this.at = 0;
    this.cursor.next(0);
  }

  /** Tells the cursor's new place once a tap is over. */
  settle(): void {
    if (this.cursor.value !== this.at) this.cursor.next(this.at);
  }

  addActivation(event: Activation): void {
    this.append('forward', event.equation, event);
    this.events.activation.next(event);
    this.addUnit(event, 'forward');
  }

  addLayer(id: EquationId, { t }: StepKey): void {
    const record = this.expectRecord();
    const phase = record.phaseOf(id);
    this.append(phase, id, { t });
    this.emitFrame(record.frame(this.count, id, t));
    if (id !== record.context.graph.trace.loss) return;
    const loss = record.loss(this.count, t);
    if (loss !== undefined) this.events.loss.next(loss);
  }

  addGradient({ id, unit }: { id: EquationId; unit: number }, { t }: StepKey): void {
    this.append('backward', id, { t, unit });
    if (this.events.gradient.observed) {
      const event = this.expectRecord().gradientEvent(this.count, id, { unit, t });
      if (event !== undefined) this.events.gradient.next(event);
    }
    this.addUnit({ equation: id, t }, 'backward');
  }

  addLayerGradient(id: EquationId, { t }: StepKey): void {
    this.append('backward', id, { t });
    this.emitFrame(this.record?.gradientFrame(this.count, id, t));
  }

  addShare(id: EquationId, share: Share): void {
    this.append('backward', id, { t: share.t });
    this.events.share.next(share);
  }

  addUpdate(id: EquationId, update: ParameterUpdate): void {
    this.expectRecord().updates.set(id, update);
    this.append('update', id, { t: 0 });
    this.events.update.next(update);
  }

  dispose(): void {
    for (const events of Object.values(this.events)) events.complete();
    this.cursor.complete();
  }

  private append(phase: Phase, id: EquationId, { t, unit }: { t: number; unit?: number }): void {
    const position = this.expectRecord().context.schedule.position(phase, id, { t, unit });
    if (position !== this.count) {
      throw new RecordError(
        `${phase} equation ${id} unit ${unit ?? 'all'} at step ${t}: event ${position} came as ${this.count}`,
      );
    }
    this.at = ++this.count;
  }

  /** Counts a step's units; with the last one the frame is there. */
  private addUnit({ equation, t }: { equation: EquationId; t: number }, direction: 'forward' | 'backward'): void {
    const record = this.expectRecord();
    const counts = this.counts[direction];
    if (++counts[equation] < record.context.graph.sizes[equation]) return;
    counts[equation] = 0;
    this.emitFrame(
      direction === 'forward' ? record.frame(this.count, equation, t) : record.gradientFrame(this.count, equation, t),
    );
  }

  private emitFrame(frame: Frame | undefined): void {
    if (frame !== undefined) this.events.frame.next(frame);
  }

  private isBoundary(grain: Grain, position: number): boolean {
    const schedule = this.record?.context.schedule;
    const before = schedule?.tagAt(position - 1);
    const after = schedule?.tagAt(position);
    return before !== undefined && (after === undefined || stops[grain](before, after));
  }

  private parameter(name: string): EquationId {
    const trace = this.record?.context.graph.trace;
    const found = trace?.equations.find((each) => each.op === 'parameter' && each.attributes.parameter === name);
    if (found === undefined) throw new Error(`${name}: no such parameter`);
    return found.id;
  }

  private expectRecord(): PassRecord {
    if (this.record === undefined) throw new RecordError('an event came before any pass began');
    return this.record;
  }
}
