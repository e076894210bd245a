/** The chart's lines, stretched over the picture; words and numbers are text beside them. */
import { nothing, svg } from 'lit';
import type { Curve, Plot } from './plot.ts';

/** The `n`th run's line: its colour (`loss-chart.css.ts`). */
export const styleOf = (n: number): string => `run-${n % 6}`;

export function drawing(plot: Plot) {
  const isAlone = plot.curves.length === 1;
  return plot.curves.map(
    (curve, n) =>
      svg`<g class=${isAlone ? styleOf(n) : `${styleOf(n)} several`}>${isAlone ? band(plot, curve) : nothing}
        <polyline class="mean" points=${points(
          plot,
          curve.columns.map(({ step, smooth }) => [step, smooth]),
        )} />
        ${heldBack(plot, curve)}</g>`,
  );
}

function band(plot: Plot, { columns }: Curve) {
  const above = columns.map(({ step, most }) => [step, most] as const);
  const below = columns.map(({ step, least }) => [step, least] as const);
  return svg`<polygon class="band" points=${points(plot, [...above, ...below.toReversed()])} />`;
}

function heldBack(plot: Plot, curve: Curve) {
  if (curve.heldBack.length === 0) return nothing;
  return svg`<polyline class="held-back" points=${points(
    plot,
    curve.heldBack.map(({ step, loss }) => [step, loss]),
  )} />`;
}

function points(plot: Plot, all: readonly (readonly [step: number, loss: number])[]): string {
  return all.map(([step, loss]) => `${plot.x(step).toFixed(1)},${plot.y(loss).toFixed(1)}`).join(' ');
}
