import { filter, map, merge, Subject, type Observable, type Subscription } from 'rxjs';
import { STATIC, type Equation, type EquationId } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';
import type { StepKey } from './events.ts';
import { layerGradient, unitGradient } from './gradient.ts';
import type { GradientPath } from './graph.ts';
import { atStep, openings, type PassContext } from './pass-context.ts';
import { Ports } from './ports.ts';
import { parameterShare } from './share.ts';

/** Connects every gradient and every parameter's shares; nothing fires before the scheduler opens a backward step. */
export function connectBackward(context: PassContext): Subscription {
  return new Backward(context).connection;
}

class Backward {
  readonly connection: Subscription;
  private readonly ports: Ports;
  private readonly met = new Map<EquationId, Observable<StepKey>>();

  constructor(private readonly context: PassContext) {
    const { graph, scheduler } = context;
    const { hasGradient, isWhole, shareScan, sizes, trace } = graph;
    this.ports = new Ports({
      sizes,
      hasUnits: (id) => !isWhole[id],
      fail: (error) => scheduler.fail(error),
    });
    this.connection = this.ports.connection;
    this.announceLoss();
    for (const equation of trace.equations) {
      if (hasGradient[equation.id] && equation.id !== trace.loss) this.connect(equation);
      if (shareScan.has(equation.id)) this.connectShare(equation.id);
    }
  }

  /** ∂L/∂E_t is the weight of step t's loss. */
  private announceLoss(): void {
    const { graph, frames, given } = this.context;
    const { loss, equations } = graph.trace;
    const clock$ = openings(this.context, { phase: 'backward', scan: equations[loss].scan });
    this.connection.add(
      clock$.subscribe((key) => {
        frames.gradient(loss, key.t)[0] = given.lossWeights[key.t];
        this.ports.announceFrame(loss, key);
      }),
    );
  }

  private connect(equation: Equation): void {
    const { graph, paths, scheduler, contributions } = this.context;
    const { id } = equation;
    const error = (reason: unknown): void => scheduler.fail(reason);
    if (graph.isWhole[id]) {
      const reads = graph.paths[id].flatMap((path) => this.port(equation, path, 'all'));
      const layer$ = layerGradient(this.context, { equation, contributions, reads: this.orClock(equation, reads) });
      this.connection.add(layer$.subscribe({ next: (key) => this.ports.announceFrame(id, key), error }));
      return;
    }
    for (let unit = 0; unit < graph.sizes[id]; unit++) {
      const reads = paths.relevant(id, unit).flatMap((path) => this.port(equation, graph.paths[id][path], unit));
      const unit$ = unitGradient(this.context, { equation, unit, contributions, reads: this.orClock(equation, reads) });
      this.connection.add(unit$.subscribe({ next: (key) => this.ports.announceUnit(id, unit, key), error }));
    }
  }

  /** A unit that nothing reads has gradient 0 as soon as its step opens. */
  private orClock({ scan }: Equation, reads: readonly Observable<StepKey>[]): readonly Observable<StepKey>[] {
    return reads.length > 0 ? reads : [openings(this.context, { phase: 'backward', scan })];
  }

  private port(equation: Equation, path: GradientPath, unit: number | 'all'): Observable<StepKey>[] {
    const { paths } = this.context;
    const units = unit === 'all' ? 'all' : paths.readsOf(path, unit);
    const read = (): Observable<StepKey>[] =>
      units === 'all' ? [this.frame(path.consumer)] : units.map((each) => this.ports.unit(path.consumer, each));
    return path.via === 'same-step' ? read() : read().map((source) => this.carried(equation, path, source));
  }

  /** A gradient that the whole batch adds to is there when all its samples have come so far. */
  private frame(id: EquationId): Observable<StepKey> {
    const { graph, batch, scheduler } = this.context;
    const own$ = this.ports.frame(id);
    if (opOf(graph.trace.equations[id].op).scope !== 'batch') return own$;
    let met = this.met.get(id);
    if (met === undefined) {
      const subject = new Subject<StepKey>();
      this.met.set(id, (met = subject));
      const error = (reason: unknown): void => scheduler.fail(reason);
      const all$ = batch.meeting(`${id} backward`, own$);
      this.connection.add(all$.subscribe({ next: (key) => subject.next(key), error }));
    }
    return met;
  }

  /** A gradient that comes from another step: at steps where there is none, the clock says so. */
  private carried({ id, scan }: Equation, { via }: GradientPath, source: Observable<StepKey>): Observable<StepKey> {
    const last = this.context.frames.steps(id) - 1;
    const clock$ = openings(this.context, { phase: 'backward', scan });
    const without = (t: number): Observable<StepKey> => clock$.pipe(filter((key) => key.t !== t));
    switch (via) {
      case 'next-step': {
        const handed$ = source.pipe(
          filter(({ t }) => t > 0),
          map((key) => atStep(key, key.t - 1)),
        );
        return merge(clock$.pipe(filter(({ t }) => t === last)), handed$);
      }
      case 'last':
        return merge(without(last), source.pipe(map((key) => atStep(key, last))));
      case 'first':
      case 'initial':
        return merge(without(0), source.pipe(filter(({ t }) => t === 0)));
      case 'same-step':
        return source;
      default:
        return via satisfies never;
    }
  }

  private connectShare(parameter: EquationId): void {
    const { graph, scheduler } = this.context;
    const consumers = new Set<EquationId>();
    const collect = (id: EquationId): void => {
      for (const { consumer } of graph.readers[id]) {
        if (graph.trace.equations[consumer].scan === STATIC) collect(consumer);
        else consumers.add(consumer);
      }
    };
    collect(parameter);
    const reads = [...consumers].map((id) => this.ports.frame(id));
    const share$ = parameterShare(this.context, { parameter, reads });
    this.connection.add(share$.subscribe({ error: (reason: unknown) => scheduler.fail(reason) }));
  }
}
