import { map, tap, type Observable } from 'rxjs';
import type { Equation } from '../nn/equation.ts';
import type { Contributions } from './contributions.ts';
import type { Gradient, StepKey } from './events.ts';
import { onTap } from './on-tap.ts';
import type { PassContext } from './pass-context.ts';
import { whenAll } from './ports.ts';
import { stateOf } from './state-of.ts';

interface GradientOptions {
  readonly equation: Equation;
  readonly contributions: Contributions;
  /** What announces the gradients that come back to it. */
  readonly reads: readonly Observable<StepKey>[];
}

/** A unit's gradient stream: at each step it waits for the gradients of all that read the unit, and adds their shares. */
export function unitGradient(
  context: PassContext,
  { equation, contributions, reads, unit }: GradientOptions & { readonly unit: number },
): Observable<Gradient> {
  const { id, layer, name } = equation;
  const { graph, schedule, scheduler, recorder } = context;
  const state = stateOf(graph.trace, id);
  return whenAll(reads).pipe(
    onTap(scheduler, ({ t }) => schedule.tag('backward', id, { t, unit })),
    map(({ pass, sample, t }) => {
      const value = contributions.compute({ id, t }, unit);
      const from = contributions.sources({ id, t }, unit);
      const gradient = { pass, sample, t, layer, equation: id, name, unit, state, value, from };
      recorder.addGradient(gradient);
      return gradient;
    }),
  );
}

/** The gradients of a layer that computes at once. */
export function layerGradient(
  context: PassContext,
  { equation: { id }, contributions, reads }: GradientOptions,
): Observable<StepKey> {
  const { graph, schedule, scheduler, recorder } = context;
  return whenAll(reads).pipe(
    onTap(scheduler, ({ t }) => schedule.tag('backward', id, { t, unit: -1 })),
    tap(({ t }) => {
      for (let unit = 0; unit < graph.sizes[id]; unit++) contributions.compute({ id, t }, unit);
    }),
    tap((key) => recorder.addLayerGradient(id, key)),
  );
}
