import { map, type Observable } from 'rxjs';
import type { Equation } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';
import type { Activation, StepKey } from './events.ts';
import { onTap } from './on-tap.ts';
import type { PassContext } from './pass-context.ts';
import { whenAll } from './ports.ts';

interface NeuronOptions {
  readonly equation: Equation;
  readonly unit: number;
  /** What announces the frames and units that it reads. */
  readonly reads: readonly Observable<StepKey>[];
}

/** A unit's own stream: at each step it waits for what it reads, waits for its tap, and computes its value. */
export function neuron(context: PassContext, { equation, unit, reads }: NeuronOptions): Observable<Activation> {
  const { id, layer, name, attributes } = equation;
  const { frames, schedule, scheduler, log } = context;
  const op = opOf(equation.op);
  if (op.scope !== 'unit') throw new Error(`${layer} ${equation.op}: has no units of its own`);
  const hasPreactivation = op.elementwise?.arity === 1;
  return whenAll(reads).pipe(
    onTap(scheduler, ({ t }) => schedule.tag('forward', id, { t, unit })),
    map(({ pass, sample, t }) => {
      const inputs = frames.inputs(id, t);
      const value = op.forward(unit, inputs, attributes);
      frames.value(id, t)[unit] = value;
      const preactivation = hasPreactivation ? inputs[0][unit] : value;
      const activation = { pass, sample, t, layer, equation: id, name, unit, preactivation, value };
      log.addActivation(activation);
      return activation;
    }),
  );
}
