import { css } from 'lit';

export const lossChartStyles = css`
  :host {
    display: block;
  }
  figure {
    display: grid;
    gap: var(--space-1);
  }
  .plot {
    position: relative;
    block-size: clamp(9rem, 26vh, 16rem);
    margin-inline-start: 2.5rem;
    margin-inline-end: var(--space-3);
    margin-block: var(--space-2);
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .band {
    fill: color-mix(in srgb, var(--forward) 22%, transparent);
    stroke: color-mix(in srgb, var(--forward) 34%, transparent);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  .mean {
    fill: none;
    stroke: var(--forward);
    stroke-width: 2.5px;
    stroke-linejoin: round;
    stroke-linecap: round;
    vector-effect: non-scaling-stroke;
  }
  .tick,
  .guess {
    position: absolute;
    inset-inline: 0;
    border-block-start: 1px solid var(--line);
  }
  .tick .number {
    position: absolute;
    inset-inline-end: calc(100% + var(--space-2));
    translate: 0 -50%;
    color: var(--ink-3);
    font-size: var(--text-xs);
    line-height: 1;
    white-space: nowrap;
  }
  .guess {
    border-block-start: 1px dashed var(--ink-3);
  }
  .guess span {
    position: absolute;
    inset-inline-end: 0;
    inset-block-end: 2px;
    color: var(--ink-3);
    font-size: var(--text-xs);
    line-height: 1.2;
  }
  .dot {
    position: absolute;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--forward);
    translate: -50% -50%;
    pointer-events: none;
  }
  .look {
    position: absolute;
    inset-block: 0;
    border-inline-start: 1.5px dotted var(--ink);
    pointer-events: none;
  }
  input[type='range'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: crosshair;
    touch-action: pan-y;
    appearance: none;
  }
  /* A thumb without width, so that a place on the picture is the step below the finger. */
  input::-webkit-slider-thumb {
    appearance: none;
    inline-size: 1px;
  }
  input::-moz-range-thumb {
    inline-size: 1px;
    border: 0;
  }
  .plot:has(:focus-visible) {
    outline: 2.5px solid var(--focus);
    outline-offset: 4px;
    border-radius: var(--radius-s);
  }
  figcaption {
    display: flex;
    justify-content: space-between;
    gap: var(--space-2);
    margin-inline-start: 2.5rem;
    margin-inline-end: var(--space-3);
    color: var(--ink-2);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }
  .none {
    display: grid;
    place-items: center;
    min-block-size: clamp(9rem, 26vh, 16rem);
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  @media (min-width: 64rem) {
    .plot {
      block-size: clamp(14rem, 48vh, 32rem);
    }
  }
  @media (forced-colors: active) {
    .mean {
      stroke: CanvasText;
    }
    .dot {
      background: CanvasText;
    }
  }
`;
