import { Subscription, type Observable } from 'rxjs';
import type { Trace } from '../nn/equation.ts';
import type { ModelSpec } from '../nn/model.ts';
import { connectPass } from './connect-pass.ts';
import { Contributions } from './contributions.ts';
import type { Activation, Frame, Gradient, Loss, Tag } from './events.ts';
import { fixedValues, Frames } from './frames.ts';
import type { Graph } from './graph.ts';
import type { Grain } from './grains.ts';
import { LayerHandle, ParameterHandle } from './handles.ts';
import type { PassContext } from './pass-context.ts';
import { readPass, sized, type PassInput } from './pass-input.ts';
import { PassRecord } from './pass-record.ts';
import type { PathMap } from './path-map.ts';
import { EventLog } from './event-log.ts';
import { Recorder } from './recorder.ts';
import { Schedule, type ScheduledStep, type StepOrders } from './schedule.ts';
import { ShareBook } from './share-book.ts';
import { StepScheduler } from './step-scheduler.ts';
import type { OptimizerMemory } from './update.ts';
import { wiringOf } from './wiring.ts';

export type Parameters = Readonly<Record<string, ArrayLike<number>>>;

interface NetworkOptions {
  /** Whether passes may bring a mask: states are then kept where it is 0. */
  readonly masked?: boolean;
  /** Whether dropout drops and batch norm measures its batch; yes unless said. */
  readonly training?: boolean;
}

/** A network as streams: each neuron computes its own activations and gradients, one tap at a time. Numbers are float64. */
export function network(spec: ModelSpec, parameters: Parameters, options: NetworkOptions = {}): Network {
  return new Network(spec, parameters, options);
}

/** See `network`. Nothing fires until a pass is fed and the scheduler, or `step`, releases it. */
export class Network {
  readonly trace: Trace;
  readonly graph: Graph;
  readonly scheduler = new StepScheduler();
  private readonly log = new EventLog();
  readonly recorder = new Recorder(this.log);
  readonly activation$: Observable<Activation> = this.recorder.activation$;
  readonly gradient$: Observable<Gradient> = this.recorder.gradient$;
  readonly frame$: Observable<Frame> = this.recorder.frame$;
  readonly loss$: Observable<Loss> = this.recorder.loss$;
  /** The cursor, after each tap, move or new pass. */
  readonly position$: Observable<number> = this.recorder.position$;
  private readonly orders: StepOrders;
  private readonly paths: PathMap;
  private readonly connection = new Subscription();
  private current: Readonly<Record<string, Float64Array>>;
  private present: { readonly schedule: Schedule; readonly streams: Subscription } | undefined;
  private memory: OptimizerMemory | undefined;
  private passes = 0;
  private wired = false;

  constructor(
    readonly spec: ModelSpec,
    parameters: Parameters,
    { masked = false, training = true }: NetworkOptions,
  ) {
    const wiring = wiringOf(spec, { masked, training });
    this.trace = wiring.trace;
    this.graph = wiring.graph;
    this.orders = wiring.orders;
    this.paths = wiring.paths;
    this.current = Object.fromEntries(
      this.trace.parameters.map(({ name, shape }) => [name, sized(name, parameters[name] ?? [], shape)]),
    );
  }

  /** Present values by full name; an update phase replaces them all at its end. */
  get parameters(): Readonly<Record<string, Float64Array>> {
    return this.current;
  }

  /** How many events the pass has from beginning to end; 0 without a pass. */
  get total(): number {
    return this.present?.schedule.total ?? 0;
  }

  /** How many steps each of the trace's scans has in this pass. */
  get lengths(): readonly number[] {
    return this.recorder.record?.context.given.lengths ?? [];
  }

  /** Where each step of each phase begins, in order. */
  get steps(): readonly ScheduledStep[] {
    return this.present?.schedule.steps ?? [];
  }

  /** What the event before the cursor was, and what the next one will be. */
  get last(): Tag | undefined {
    return this.recorder.last;
  }

  get next(): Tag | undefined {
    return this.recorder.next;
  }

  /** What the event at a position (from 0) is for. */
  tagAt(position: number): Tag | undefined {
    return this.present?.schedule.tagAt(position);
  }

  /** Throws when there is no such layer, naming those there are. */
  layer(name: string): LayerHandle {
    return new LayerHandle(this, name);
  }

  /** By full name: `cell.weight_h`. Throws when there is none. */
  parameter(name: string): ParameterHandle {
    return new ParameterHandle(this, name);
  }

  /** Joins recorder and scheduler; `feed` does it when it was not done before. */
  connect(): void {
    if (this.connection.closed) throw new Error('network: connect() came after dispose()');
    if (this.wired) return;
    this.wired = true;
    this.connection.add(this.scheduler.next$.subscribe(() => this.recorder.settle()));
  }

  /** Prepares a pass; one that was under way is cancelled. Throws PassError when the input does not fit. */
  feed(input: PassInput): void {
    this.connect();
    const context = this.context(input);
    this.cancel();
    const { scheduler, schedule } = context;
    const streams = connectPass(context, {
      memory: this.memory,
      regularization: this.spec.regularization,
      done: (parameters, memory) => {
        this.current = Object.fromEntries(parameters);
        this.memory = memory;
      },
    });
    this.present = { schedule, streams };
    this.log.begin(new PassRecord(context));
    this.recorder.restart();
    scheduler.begin(schedule);
  }

  /** Sets parameters by full name. The pass under way is cancelled: feed again. */
  assign(parameters: Parameters): void {
    const unknown = Object.keys(parameters).find((name) => this.current[name] === undefined);
    if (unknown !== undefined)
      throw new Error(`no parameter "${unknown}"; there are ${Object.keys(this.current).join(', ')}`);
    const given = this.trace.parameters.filter(({ name }) => parameters[name] !== undefined);
    const values = given.map(({ name, shape }) => [name, sized(name, parameters[name], shape)] as const);
    this.cancel();
    this.current = { ...this.current, ...Object.fromEntries(values) };
  }

  /** Ends the pass under way; what it recorded can still be read. */
  cancel(): void {
    this.present?.streams.unsubscribe();
    this.scheduler.cancel();
  }

  /** One grain on: by the record where the cursor is behind its end, else by new work. */
  step(grain: Grain): void {
    const { recorder, scheduler } = this;
    if (recorder.position < recorder.length && recorder.forward(grain)) return;
    scheduler.step(grain);
  }

  /** One grain back, by the record. */
  back(grain: Grain): void {
    this.recorder.back(grain);
  }

  /** To a position of the pass; what is not recorded yet is released. */
  seek(position: number): void {
    const { recorder, scheduler } = this;
    if (position <= recorder.length) return recorder.seek(position);
    recorder.seek(recorder.length);
    scheduler.advanceTo(Math.round(position));
  }

  /** Ends every stream and every subscription. */
  dispose(): void {
    this.cancel();
    this.connection.unsubscribe();
    this.scheduler.dispose();
    this.log.dispose();
    this.recorder.dispose();
  }

  private context(input: PassInput): PassContext {
    const { graph, orders, paths, trace, spec, scheduler, log } = this;
    const given = readPass(trace, spec, input);
    const pass = ++this.passes;
    const frames = new Frames(graph, given, fixedValues(trace, this.current));
    const schedule = new Schedule(orders, { lengths: given.lengths, isUpdated: given.optimizer !== undefined });
    const shares = new ShareBook(graph, { pass, given, frames });
    const { batch } = given;
    const place = batch.join({ frames, shares });
    const contributions = new Contributions(graph, frames, paths, { batch, place });
    return {
      pass,
      graph,
      reads: orders.reads,
      paths,
      given,
      batch,
      frames,
      shares,
      contributions,
      schedule,
      scheduler,
      log,
    };
  }
}
