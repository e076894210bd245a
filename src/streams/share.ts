import { map, tap, type Observable } from 'rxjs';
import type { EquationId } from '../nn/equation.ts';
import type { Share, StepKey } from './events.ts';
import { onTap } from './on-tap.ts';
import type { PassContext } from './pass-context.ts';
import { whenAll } from './ports.ts';

interface ShareOptions {
  /** The parameter's equation. */
  readonly parameter: EquationId;
  /** What announces the gradients of all that reads the parameter. */
  readonly reads: readonly Observable<StepKey>[];
}

/** A parameter's stream in the backward phase: each step's share of ∂L/∂(parameter), and what is gathered so far. */
export function parameterShare(context: PassContext, { parameter, reads }: ShareOptions): Observable<Share> {
  const { schedule, scheduler, shares, log } = context;
  return whenAll(reads).pipe(
    onTap(scheduler, ({ t }) => schedule.tag('backward', parameter, { t, unit: -1 })),
    map(({ t }) => shares.share(parameter, t)),
    tap((share) => log.addShare(parameter, share)),
  );
}
