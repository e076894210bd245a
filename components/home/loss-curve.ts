import { svg, html, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { RunSummary } from '../../src/app/home-feed.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';

const WIDTH = 320;
const HEIGHT = 56;
/** Room for the stroke and for the last point. */
const EDGE = 5;

/** A run's loss over its steps as a line without axes; its first and last value are said to those who cannot see it. */
export function lossCurve(curve: RunSummary['curve']): TemplateResult | undefined {
  const points = curve.filter(({ loss }) => Number.isFinite(loss));
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return undefined;
  const losses = points.map(({ loss }) => loss);
  const lowest = Math.min(...losses);
  const span = Math.max(...losses) - lowest || 1;
  const steps = last.step - first.step || 1;
  const place = ({ step, loss }: (typeof points)[number]) => ({
    x: EDGE + ((WIDTH - 2 * EDGE) * (step - first.step)) / steps,
    y: HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (loss - lowest)) / span,
  });
  const line = points.map(place).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
  const end = place(last);
  const label = msg(
    str`Loss from ${formatNumber(first.loss)} at step ${formatCount(first.step)} to ${formatNumber(last.loss)} at step ${formatCount(last.step)}`,
    { id: 'home.curve' },
  );
  return html`<svg class="curve" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${svg`<polyline points=${line.join(' ')} fill="none" stroke="var(--forward)" stroke-width="2.25"
      stroke-linejoin="round" stroke-linecap="round" />
    <circle cx=${end.x} cy=${end.y} r="3.75" fill="var(--forward)" />`}
  </svg>`;
}
