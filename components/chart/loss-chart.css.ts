import { css } from 'lit';

/**
 * Each run's line: its colour and the name at its end tell it from the others; dashes always mean held-back text. The
 * first colours stay apart for every kind of sight.
 */
const runs = css`
  .run-0 {
    --line-colour: var(--forward);
  }
  .run-1 {
    --line-colour: var(--backward);
  }
  .run-2 {
    --line-colour: var(--hue-input);
  }
  .run-3 {
    --line-colour: var(--hue-forget);
  }
  .run-4 {
    --line-colour: var(--hue-output);
  }
  .run-5 {
    --line-colour: var(--ink-2);
  }
`;

export const lineStyles = css`
  ${runs}
  .mean,
  .mean-sign {
    fill: none;
    stroke: var(--line-colour);
    stroke-width: 2.5px;
    stroke-linejoin: round;
    stroke-linecap: round;
    vector-effect: non-scaling-stroke;
  }
  .held-back,
  .held-back-sign {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.5px;
    stroke-dasharray: 5 4;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .several .held-back {
    stroke: var(--line-colour);
  }
  @media (forced-colors: active) {
    .mean,
    .mean-sign,
    .held-back,
    .held-back-sign {
      stroke: CanvasText;
    }
  }
`;

export const lossChartStyles = css`
  ${lineStyles}
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
    margin-block: var(--space-2) var(--space-3);
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
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
    padding-inline-start: var(--space-1);
    background: var(--paper);
    color: var(--ink-3);
    font-size: var(--text-xs);
    line-height: 1.2;
  }
  .dot {
    position: absolute;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--line-colour);
    translate: -50% -50%;
    pointer-events: none;
  }
  .ring {
    position: absolute;
    inline-size: 7px;
    block-size: 7px;
    border: 1.5px solid var(--ink);
    border-radius: 50%;
    background: var(--paper);
    translate: -50% -50%;
    pointer-events: none;
  }
  .ring.several {
    border-color: var(--line-colour);
  }
  .line-name {
    position: absolute;
    max-inline-size: 45%;
    padding-inline: 2px;
    background: color-mix(in srgb, var(--paper) 80%, transparent);
    color: var(--line-colour);
    font-size: var(--text-xs);
    font-weight: 600;
    line-height: 1.1;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    translate: 0 -100%;
    pointer-events: none;
  }
  /* A kept moment: a notch below the picture. */
  .mark {
    position: absolute;
    inset-block-start: calc(100% - 3px);
    inline-size: 8px;
    block-size: 8px;
    border: 1.5px solid var(--ink-2);
    background: var(--paper);
    translate: -50% 0;
    rotate: 45deg;
    pointer-events: none;
  }
  .brush {
    position: absolute;
    inset-block: 0;
    background: color-mix(in srgb, var(--ink) 10%, transparent);
    pointer-events: none;
  }
  .look {
    position: absolute;
    inset-block: 0;
    border-inline-start: 1.5px dotted var(--ink);
    pointer-events: none;
  }
  /* The slider is for keys and screen readers; fingers and the mouse go to the picture. */
  input[type='range'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    pointer-events: none;
    appearance: none;
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
    .dot {
      background: CanvasText;
    }
    .line-name {
      color: CanvasText;
    }
  }
`;
