import { BehaviorSubject, type Observable } from 'rxjs';
import type { EquationId } from '../nn/equation.ts';
import type { EventLog } from './event-log.ts';
import type { Activation, Frame, Gradient, GradientSource, Loss, ParameterUpdate, Share, Tag } from './events.ts';
import { stops, type Grain } from './grains.ts';
import type { PassRecord } from './pass-record.ts';

/**
 * Every event of a pass, with a cursor: back, forward and seek only move the cursor, and all reading is at the cursor
 * (undefined: not yet computed there). New events take it to the end.
 */
export class Recorder {
  private readonly cursor = new BehaviorSubject(0);
  /** Where the cursor was set, and the length of the record then: more events take it along. */
  private set: { readonly position: number; readonly length: number } | undefined;

  readonly activation$: Observable<Activation>;
  readonly gradient$: Observable<Gradient>;
  /** Values and gradients whose units are all there. */
  readonly frame$: Observable<Frame>;
  readonly loss$: Observable<Loss>;
  readonly share$: Observable<Share>;
  readonly update$: Observable<ParameterUpdate>;
  /** The cursor, after each tap, move or new pass. */
  readonly position$: Observable<number> = this.cursor.asObservable();

  constructor(private readonly log: EventLog) {
    this.activation$ = log.activation$;
    this.gradient$ = log.gradient$;
    this.frame$ = log.frame$;
    this.loss$ = log.loss$;
    this.share$ = log.share$;
    this.update$ = log.update$;
  }

  /** Events so far. */
  get length(): number {
    return this.log.length;
  }

  /** How many events lie before the cursor. */
  get position(): number {
    return this.set?.length === this.log.length ? this.set.position : this.log.length;
  }

  /** The event just before the cursor, and the one after it, recorded or not. */
  get last(): Tag | undefined {
    return this.record?.context.schedule.tagAt(this.position - 1);
  }

  get next(): Tag | undefined {
    return this.record?.context.schedule.tagAt(this.position);
  }

  /** The whole pass, whatever the cursor; undefined before the first. */
  get record(): PassRecord | undefined {
    return this.log.record;
  }

  /** Moves back by a grain: to the boundary before the cursor. */
  back(grain: Grain): void {
    let to = this.position;
    do to = this.neighbour(grain, to, -1);
    while (to > 0 && !this.isBoundary(grain, to));
    this.seek(to);
  }

  /** Moves on by a grain within the record; tells whether it came to the grain's end. */
  forward(grain: Grain): boolean {
    const { length } = this;
    let to = this.position;
    if (to === length) return false;
    do to = this.neighbour(grain, to, 1);
    while (to < length && !this.isBoundary(grain, to));
    this.seek(to);
    return this.isBoundary(grain, to);
  }

  /** Moves the cursor within the record. */
  seek(position: number): void {
    const { length } = this;
    const to = Math.min(length, Math.max(0, Math.round(position)));
    this.set = to < length ? { position: to, length } : undefined;
    this.settle();
  }

  /** Tells the cursor's new place once a tap is over. */
  settle(): void {
    if (this.cursor.value !== this.position) this.cursor.next(this.position);
  }

  /** A new pass has begun. */
  restart(): void {
    this.set = undefined;
    this.cursor.next(this.position);
  }

  /** A unit's value at its scan's step t. Inputs, targets and parameters are there from the start. */
  value(id: EquationId, unit: number, t: number): number | undefined {
    return this.record?.value(this.position, id, { unit, t });
  }

  /** ∂L/∂(unit); of a parameter's equation: step t's share. */
  gradient(id: EquationId, unit: number, t: number): number | undefined {
    return this.record?.gradient(this.position, id, { unit, t });
  }

  /** The values of these sum to the gradient. */
  sources(id: EquationId, unit: number, t: number): readonly GradientSource[] | undefined {
    return this.record?.sources(this.position, id, { unit, t });
  }

  /** All units of a value, once all are there. */
  frame(id: EquationId, t: number): Frame | undefined {
    return this.record?.frame(this.position, id, t);
  }

  gradientFrame(id: EquationId, t: number): Frame | undefined {
    return this.record?.gradientFrame(this.position, id, t);
  }

  /** Step t's share of ∂L/∂(parameter), by the parameter's full name. */
  share(parameter: string, t: number): Share | undefined {
    return this.record?.share(this.position, this.parameter(parameter), t);
  }

  /** ∂L/∂(parameter) as far as it is gathered. */
  total(parameter: string): Float64Array | undefined {
    return this.record?.total(this.position, this.parameter(parameter));
  }

  loss(t: number): Loss | undefined {
    return this.record?.loss(this.position, t);
  }

  /** Σ weight × E_t so far. */
  totalLoss(): number | undefined {
    return this.record?.totalLoss(this.position);
  }

  /** A parameter's number after its update. */
  updated(parameter: string, index: number): number | undefined {
    return this.update(parameter)?.after[index];
  }

  update(parameter: string): ParameterUpdate | undefined {
    return this.record?.update(this.position, this.parameter(parameter));
  }

  dispose(): void {
    this.cursor.complete();
  }

  /** The next place where a grain can end: the coarse ones end at steps only. */
  private neighbour(grain: Grain, position: number, direction: 1 | -1): number {
    const schedule = this.record?.context.schedule;
    const isCoarse = grain === 'time-step' || grain === 'phase';
    const to = isCoarse && schedule ? schedule.stepFrom(position, direction) : position + direction;
    return Math.min(this.length, Math.max(0, to));
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
}
