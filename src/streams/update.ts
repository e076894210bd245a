import { map, Subscription, take, tap } from 'rxjs';
import { absorbedBiases } from '../nn/absorbed.ts';
import { STATIC, type EquationId } from '../nn/equation.ts';
import { clipFactor, clipValues, globalNorm, slotsOf, update, type OptimizerSpec } from '../nn/optimizers.ts';
import { addPenaltyGradient, type Regularization } from '../nn/penalties.ts';
import { remembered } from '../nn/statistics.ts';
import type { ParameterUpdate } from './events.ts';
import { onTap } from './on-tap.ts';
import { openings, type PassContext } from './pass-context.ts';

/** What an optimizer remembers between passes, and how many updates it has made. */
export interface OptimizerMemory {
  readonly type: OptimizerSpec['type'];
  readonly step: number;
  /** Its slots, by parameter. */
  readonly slots: ReadonlyMap<EquationId, readonly Float64Array[]>;
}

interface UpdateOptions {
  readonly optimizer: OptimizerSpec;
  readonly memory: OptimizerMemory | undefined;
  readonly regularization: Regularization | undefined;
  /** All parameters are updated: what the network goes on with. */
  done(parameters: ReadonlyMap<string, Float64Array>, memory: OptimizerMemory): void;
}

interface Gradients {
  /** As they arrive at the optimizer, shares and penalties, each within `clip_value`; `clip` is still to be applied. */
  readonly byParameter: ReadonlyMap<EquationId, Float64Array>;
  /** Before any clipping. */
  readonly norm: number;
  readonly clip: number;
}

/** Connects the update phase: one stream a parameter, w ← w − η g as the optimizer has it. Nothing is changed before the last. */
export function connectUpdate(context: PassContext, options: UpdateOptions): Subscription {
  const { graph, log, schedule, scheduler } = context;
  const connection = new Subscription();
  const parameters = graph.trace.equations.filter(({ op }) => op === 'parameter').map(({ id }) => id);
  const after = new Map<string, Float64Array>();
  const slots = new Map<EquationId, readonly Float64Array[]>();
  const memory = options.memory?.type === options.optimizer.type ? options.memory : undefined;
  const step = (memory?.step ?? 0) + 1;
  const opening$ = openings(context, { phase: 'update', scan: STATIC });
  let gradients: Gradients | undefined;

  const updated = (id: EquationId): ParameterUpdate => {
    gradients ??= gather(context, { parameters, ...options });
    const own = memory?.slots.get(id)?.map((slot) => slot.slice());
    slots.set(id, own ?? slotsOf(options.optimizer.type).map(() => new Float64Array(graph.sizes[id])));
    const event = updateOne(context, { id, gradients, step, slots: slots.get(id) ?? [], spec: options.optimizer });
    after.set(event.parameter, event.after);
    if (after.size === parameters.length) options.done(after, { type: options.optimizer.type, step, slots });
    return event;
  };

  for (const id of parameters) {
    const update$ = opening$.pipe(
      take(1),
      onTap(scheduler, ({ t }) => schedule.tag('update', id, { t, unit: -1 })),
      map(() => updated(id)),
      tap((event) => log.addUpdate(id, event)),
    );
    connection.add(update$.subscribe({ error: (reason: unknown) => scheduler.fail(reason) }));
  }
  return connection;
}

interface Gathering {
  readonly parameters: readonly EquationId[];
  readonly optimizer: OptimizerSpec;
  readonly regularization: Regularization | undefined;
}

function gather(context: PassContext, { parameters, optimizer, regularization }: Gathering): Gradients {
  const { graph, frames, shares, batch } = context;
  const byParameter = new Map<EquationId, Float64Array>();
  const absorbed = absorbedBiases(graph.trace);
  for (const id of parameters) {
    const weight = graph.trace.parameters[parameters.indexOf(id)];
    const gradient = graph.shareScan.has(id) ? batch.gathered(id) : shares.start(id).slice();
    // what its shares leave is rounding
    if (absorbed.has(weight.name)) gradient.fill(0);
    if (regularization !== undefined && weight.kind === 'weight') {
      addPenaltyGradient(regularization, frames.value(id, 0), gradient);
    }
    byParameter.set(id, gradient);
  }
  const gradients = [...byParameter.values()];
  const norm = globalNorm(gradients);
  const { clip_value, clip_norm } = optimizer;
  if (clip_value !== undefined) for (const each of gradients) clipValues(each, clip_value);
  const left = clip_value === undefined ? norm : globalNorm(gradients);
  return { byParameter, norm, clip: clipFactor(left, clip_norm) };
}

/** A running statistic moves towards what the batch measured; one that was not measured stays. */
function remember({ graph, frames, batch }: PassContext, parameter: string, before: Float64Array): Float64Array {
  const rule = graph.trace.statistics.find((each) => each.parameter === parameter);
  if (rule === undefined) return before;
  return remembered(rule, { before, measured: frames.value(rule.measured, 0), batch: batch.size });
}

interface One {
  readonly id: EquationId;
  readonly gradients: Gradients;
  readonly step: number;
  readonly slots: readonly Float64Array[];
  readonly spec: OptimizerSpec;
}

function updateOne(context: PassContext, { id, gradients, step, slots, spec }: One): ParameterUpdate {
  const { pass, given, frames, graph } = context;
  const equation = graph.trace.equations[id];
  if (equation.op !== 'parameter') throw new Error(`equation ${id}: not a parameter`);
  const { norm, clip, byParameter } = gradients;
  const gradient = (byParameter.get(id) ?? new Float64Array(graph.sizes[id])).map((value) => value * clip);
  const before = frames.value(id, 0).slice();
  const parameters = before.slice();
  const { layer, attributes } = equation;
  const { sample } = given;
  const { parameter } = attributes;
  if (graph.trace.parameters.some(({ name, kind }) => name === parameter && kind === 'statistic')) {
    parameters.set(remember(context, parameter, before));
  } else update({ spec, parameters, gradients: gradient, slots, step });
  return { pass, sample, t: 0, layer, parameter, gradient, norm, clip, before, after: parameters };
}
