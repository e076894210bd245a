import { Subject, type Observable } from 'rxjs';
import type { EquationId } from '../nn/equation.ts';
import type { Activation, Frame, Gradient, Loss, ParameterUpdate, Phase, Share, StepKey } from './events.ts';
import type { PassRecord } from './pass-record.ts';

/** An event came that the record did not expect next. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

/**
 * Where the streams of a pass put what they computed: it counts the events, checks that each comes in its place, and
 * tells whoever listens. The numbers themselves stand in the record.
 */
export class EventLog {
  private readonly events = {
    activation: new Subject<Activation>(),
    gradient: new Subject<Gradient>(),
    frame: new Subject<Frame>(),
    loss: new Subject<Loss>(),
    share: new Subject<Share>(),
    update: new Subject<ParameterUpdate>(),
  };
  /** Units of the step so far, by equation. */
  private units = { forward: new Int32Array(), backward: new Int32Array() };
  private present: PassRecord | undefined;
  private count = 0;

  readonly activation$: Observable<Activation> = this.events.activation.asObservable();
  readonly gradient$: Observable<Gradient> = this.events.gradient.asObservable();
  readonly frame$: Observable<Frame> = this.events.frame.asObservable();
  readonly loss$: Observable<Loss> = this.events.loss.asObservable();
  readonly share$: Observable<Share> = this.events.share.asObservable();
  readonly update$: Observable<ParameterUpdate> = this.events.update.asObservable();

  /** Events of the present pass so far. */
  get length(): number {
    return this.count;
  }

  /** The present pass; undefined before the first. */
  get record(): PassRecord | undefined {
    return this.present;
  }

  begin(record: PassRecord): void {
    const { length } = record.context.graph.sizes;
    this.units = { forward: new Int32Array(length), backward: new Int32Array(length) };
    this.present = record;
    this.count = 0;
  }

  addActivation(event: Activation): void {
    const record = this.append('forward', event.equation, event);
    this.events.activation.next(event);
    this.addUnit(record, { direction: 'forward', id: event.equation, t: event.t });
  }

  addLayer(id: EquationId, { t }: StepKey): void {
    const record = this.append(this.expectRecord().phaseOf(id), id, { t });
    tell(this.events.frame, record.frame(this.count, id, t));
    if (id === record.context.graph.trace.loss) tell(this.events.loss, record.loss(this.count, t));
  }

  addGradient({ id, unit }: { id: EquationId; unit: number }, { t }: StepKey): void {
    const record = this.append('backward', id, { t, unit });
    if (this.events.gradient.observed) tell(this.events.gradient, record.gradientEvent(this.count, id, { unit, t }));
    this.addUnit(record, { direction: 'backward', id, t });
  }

  addLayerGradient(id: EquationId, { t }: StepKey): void {
    const record = this.append('backward', id, { t });
    tell(this.events.frame, record.gradientFrame(this.count, id, t));
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
  }

  private append(phase: Phase, id: EquationId, { t, unit }: { t: number; unit?: number }): PassRecord {
    const record = this.expectRecord();
    const position = record.context.schedule.position(phase, id, { t, unit });
    if (position !== this.count) {
      const what = `${phase} equation ${id} unit ${unit ?? 'all'} at step ${t}`;
      throw new RecordError(`${what}: expected as event ${position}, came as ${this.count}`);
    }
    this.count++;
    return record;
  }

  /** Counts a step's units; with the last one the frame is there. */
  private addUnit(record: PassRecord, { direction, id, t }: UnitOf): void {
    // whoever listened may have begun another pass
    if (record !== this.present) return;
    const units = this.units[direction];
    if (++units[id] < record.context.graph.sizes[id]) return;
    units[id] = 0;
    if (!this.events.frame.observed) return;
    tell(
      this.events.frame,
      direction === 'forward' ? record.frame(this.count, id, t) : record.gradientFrame(this.count, id, t),
    );
  }

  private expectRecord(): PassRecord {
    if (this.present === undefined) throw new RecordError('an event came before any pass began');
    return this.present;
  }
}

interface UnitOf {
  readonly direction: 'forward' | 'backward';
  readonly id: EquationId;
  readonly t: number;
}

function tell<T>(events: Subject<T>, event: T | undefined): void {
  if (event !== undefined) events.next(event);
}
