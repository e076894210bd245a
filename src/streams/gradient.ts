import { tap, type Observable } from 'rxjs';
import type { Equation } from '../nn/equation.ts';
import type { Contributions } from './contributions.ts';
import type { StepKey } from './events.ts';
import { onTap } from './on-tap.ts';
import type { PassContext } from './pass-context.ts';
import { whenAll } from './ports.ts';

interface GradientOptions {
  readonly equation: Equation;
  readonly contributions: Contributions;
  /** What announces the gradients that come back to it. */
  readonly reads: readonly Observable<StepKey>[];
}

/**
 * A unit's gradient stream: at each step it waits for the gradients of all that read the unit, and adds what each hands
 * back. It emits the step once the gradient is recorded; the event with its sources is made for whoever listens.
 */
export function unitGradient(
  context: PassContext,
  { equation, contributions, reads, unit }: GradientOptions & { readonly unit: number },
): Observable<StepKey> {
  const { id } = equation;
  const { schedule, scheduler, log } = context;
  return whenAll(reads).pipe(
    onTap(scheduler, ({ t }) => schedule.tag('backward', id, { t, unit })),
    tap((key) => {
      contributions.compute({ id, t: key.t }, unit);
      log.addGradient({ id, unit }, key);
    }),
  );
}

/** The gradients of a layer that computes at once. */
export function layerGradient(
  context: PassContext,
  { equation: { id }, contributions, reads }: GradientOptions,
): Observable<StepKey> {
  const { graph, schedule, scheduler, log } = context;
  return whenAll(reads).pipe(
    onTap(scheduler, ({ t }) => schedule.tag('backward', id, { t, unit: -1 })),
    tap(({ t }) => {
      for (let unit = 0; unit < graph.sizes[id]; unit++) contributions.compute({ id, t }, unit);
    }),
    tap((key) => log.addLayerGradient(id, key)),
  );
}
