import { filter, map, merge, type Observable, type Subscription } from 'rxjs';
import { STATIC, type Equation, type EquationId, type State } from '../nn/equation.ts';
import type { StepKey } from './events.ts';
import { crossing, wholeLayer } from './layer.ts';
import { neuron } from './neuron.ts';
import { atStep, openings, type PassContext } from './pass-context.ts';
import { Ports } from './ports.ts';
import type { Reads } from './reads.ts';

/** Connects every neuron and layer of the forward and the loss phase; nothing fires before the scheduler opens a step. */
export function connectForward(context: PassContext): Subscription {
  return new Forward(context).connection;
}

class Forward {
  readonly connection: Subscription;
  private readonly ports: Ports;

  constructor(private readonly context: PassContext) {
    const { graph, scheduler } = context;
    const { isWhole, isWork, sizes, trace } = graph;
    this.ports = new Ports({
      sizes,
      hasUnits: (id) => isWork[id] && !isWhole[id],
      fail: (error) => scheduler.fail(error),
    });
    this.connection = this.ports.connection;
    for (const equation of trace.equations) {
      if (isWork[equation.id]) this.connect(equation);
      else this.announceLeaf(equation);
    }
  }

  private connect(equation: Equation): void {
    const { graph, scheduler } = this.context;
    const { id } = equation;
    const error = (reason: unknown): void => scheduler.fail(reason);
    if (graph.isWhole[id]) {
      const reads =
        equation.op === 'last' || equation.op === 'first'
          ? [crossing(this.context, equation, this.ports)]
          : this.reads(equation, 'all');
      const layer$ = wholeLayer(this.context, { equation, reads });
      this.connection.add(layer$.subscribe({ next: (key) => this.ports.announceFrame(id, key), error }));
      return;
    }
    for (let unit = 0; unit < graph.sizes[id]; unit++) {
      const unit$ = neuron(this.context, { equation, unit, reads: this.reads(equation, unit) });
      this.connection.add(unit$.subscribe({ next: (key) => this.ports.announceUnit(id, unit, key), error }));
    }
  }

  /** Inputs, ids and masks enter as their step opens; targets as the loss phase reaches them. */
  private announceLeaf({ id, op, scan }: Equation): void {
    if (scan === STATIC || op === 'previous') return;
    const phase = op === 'target' ? 'loss' : 'forward';
    const clock$ = openings(this.context, { phase, scan });
    this.connection.add(clock$.subscribe((key) => this.ports.announceFrame(id, key)));
  }

  private reads(equation: Equation, unit: number | 'all'): Observable<StepKey>[] {
    const { graph, reads } = this.context;
    return equation.inputs.flatMap((input, n) => {
      if (graph.trace.equations[input].scan === STATIC) return [];
      return this.port(input, unit === 'all' ? 'all' : reads.forward(equation, n, unit));
    });
  }

  private port(id: EquationId, units: Reads): Observable<StepKey>[] {
    const equation = this.context.graph.trace.equations[id];
    if (equation.op === 'previous') {
      const state = this.context.graph.trace.states[equation.attributes.state];
      return units === 'all' ? [this.previous(state, 'all')] : units.map((unit) => this.previous(state, unit));
    }
    return units === 'all' ? [this.ports.frame(id)] : units.map((unit) => this.ports.unit(id, unit));
  }

  /** The recurrence: what the step before left, or where the first step starts. */
  private previous(state: State, unit: number | 'all'): Observable<StepKey> {
    const { scan, next, initial } = state;
    const last = this.context.frames.steps(next) - 1;
    const from = (id: EquationId): Observable<StepKey> =>
      unit === 'all' ? this.ports.frame(id) : this.ports.unit(id, unit);
    const start$ =
      initial === undefined
        ? openings(this.context, { phase: 'forward', scan }).pipe(filter(({ t }) => t === 0))
        : from(initial).pipe(map((key) => atStep(key, 0)));
    const carried$ = from(next).pipe(
      filter(({ t }) => t < last),
      map((key) => atStep(key, key.t + 1)),
    );
    return merge(start$, carried$);
  }
}
