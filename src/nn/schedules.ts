import { cosineOfPi, power } from './maths.ts';

/**
 * How the learning rate moves over a run, as a factor on the optimizer's `learning_rate`: a function of settings and step
 * alone, so that a resumed run goes on at the very rate. A plain JSON value.
 *
 * `warmup`: the factor first rises linearly to 1 over this many steps; the rest of the schedule begins after them.
 */
export type ScheduleSpec = { readonly warmup?: number } & (
  | { readonly type: 'constant' }
  /** Times `factor` after each `every` steps. */
  | { readonly type: 'step'; readonly every: number; readonly factor: number }
  /**
   * Half a cosine from 1 to `least` over `steps` steps, then it stays there (Loshchilov and Hutter 2017, without
   * restarts).
   */
  | { readonly type: 'cosine'; readonly steps: number; readonly least: number }
);

export type ScheduleName = ScheduleSpec['type'];

type Rules = { readonly [N in ScheduleName]: (spec: Extract<ScheduleSpec, { type: N }>, step: number) => number };

/** The factor after `step` steps behind the warm-up. */
const rules: Rules = {
  constant: () => 1,
  step: ({ every, factor }, step) => power(factor, Math.floor(step / every)),
  cosine: ({ steps, least }, step) => {
    const share = Math.min(1, step / Math.max(1, steps));
    return least + ((1 - least) / 2) * (1 + cosineOfPi(share));
  },
};

/** The factor for update number `step`, counted from 1. */
export function scheduleFactor(spec: ScheduleSpec | undefined, step: number): number {
  if (spec === undefined) return 1;
  const { warmup = 0 } = spec;
  if (step <= warmup) return step / warmup;
  return (rules[spec.type] as (spec: ScheduleSpec, step: number) => number)(spec, step - 1 - warmup);
}
