/** The step in the address of a trained run's screen, and the one that was opened for it. */
import type { Route } from './router.ts';

type StepRoute = Extract<Route, { screen: 'lab' | 'lesson' }>;

export interface MendedStep<R> {
  /** Asks for what is open. */
  readonly route: R;
  /** Why that is not what was asked for: no number, or a step that is not kept (any more). */
  readonly problem?: 'unreadable' | 'not-kept';
}

/** @param opened the step whose weights are open; absent: none of a run's */
export function mendStep<R extends StepRoute>(route: R, opened: number | undefined): MendedStep<R> {
  const { hasBadStep, ...mended } = route;
  if (opened === undefined) return { route };
  if (hasBadStep) return { route: mended as R, problem: 'unreadable' };
  if (route.step === undefined || route.step === opened) return { route };
  return { route: { ...route, step: opened }, problem: 'not-kept' };
}
