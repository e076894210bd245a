import { css } from 'lit';

export const valvesStyles = css`
  :host {
    display: grid;
    gap: var(--space-3);
  }
  .head {
    container-type: inline-size;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
    text-align: center;
  }
  h2 {
    font-size: var(--text-l);
    font-weight: 650;
  }
  .head h2 {
    flex: 1 1 0;
  }
  /* Large text on a phone: the heading has the whole width, above its keys. */
  @container (max-width: 14em) {
    .head h2 {
      order: -1;
      flex-basis: 100%;
    }
  }
  .key {
    font-size: var(--text-xl);
  }
  p {
    text-wrap: pretty;
  }
  .scroll {
    max-inline-size: 26rem;
    border-radius: var(--radius-m);
    overflow-x: auto;
    overscroll-behavior-x: contain;
    background: var(--paper);
  }
  /* Its labels grow with the text. */
  svg {
    display: block;
    inline-size: 100%;
    min-inline-size: 19.5rem;
  }
  .pipes path {
    fill: none;
    stroke: var(--line-strong);
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .pipes .belt {
    stroke: var(--hue-cell);
    stroke-width: 7;
    opacity: 0.5;
  }
  .plus {
    fill: var(--surface);
    stroke: var(--line-strong);
    stroke-width: 2;
  }
  .cross {
    stroke: var(--ink);
    stroke-width: 2;
  }
  .pipe {
    fill: var(--surface);
    stroke: var(--line-strong);
    stroke-width: 1.5;
  }
  .gap {
    fill: var(--paper);
  }
  .jaw {
    transform-box: fill-box;
    transition: transform var(--calm) var(--ease);
  }
  .jaw.top {
    transform-origin: top;
  }
  .jaw.bottom {
    transform-origin: bottom;
  }
  text {
    fill: var(--ink);
    font-size: 13px;
  }
  .letter {
    font-family: var(--font-math);
    font-size: 15px;
    font-style: italic;
  }
  .time {
    font-size: 9px;
  }
  .value {
    font-family: var(--font-number);
    font-variant-numeric: tabular-nums;
  }
  @media print {
    .key {
      display: none;
    }
    svg {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .jaw {
      fill: CanvasText !important;
    }
  }
`;
