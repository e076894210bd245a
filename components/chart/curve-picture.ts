import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { CurvePoint } from '../../src/store/schema.ts';

export const curvePictureStyles = css`
  .curve-picture {
    flex: none;
    inline-size: 4.5rem;
    block-size: 1.75rem;
    overflow: visible;
  }
  .curve-picture polyline {
    fill: none;
    stroke: var(--forward);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
`;

/** A run's curve from its first to its last point, stretched over a small picture; its words stand beside it. */
export function curvePicture(curve: readonly CurvePoint[]): TemplateResult | typeof nothing {
  if (curve.length < 2) return nothing;
  const losses = curve.map(({ loss }) => loss);
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const points = losses.map((loss, n) => {
    const y = most === least ? 50 : ((most - loss) / (most - least)) * 100;
    return `${((n / (losses.length - 1)) * 100).toFixed(1)},${y.toFixed(1)}`;
  });
  return html`<svg class="curve-picture" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<polyline points=${points.join(' ')} />`}
  </svg>`;
}
