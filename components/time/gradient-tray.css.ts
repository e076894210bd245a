import { css } from 'lit';

export const trayStyles = css`
  :host {
    display: block;
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-m);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .title {
    display: flex;
    justify-content: space-between;
    gap: var(--space-2);
    font-size: var(--text-s);
  }
  h2 {
    font-size: inherit;
    font-weight: 600;
  }
  i {
    font-family: var(--font-math);
  }
  .names {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    margin: var(--space-1) calc(-1 * var(--space-2));
  }
  .names .key {
    min-inline-size: var(--touch);
    padding-inline: var(--space-2);
    border-radius: var(--radius-s) var(--radius-s) 0 0;
  }
  .names .key[aria-pressed='true'] {
    color: var(--ink);
    box-shadow: inset 0 -2px 0 var(--backward);
  }
  /* The line below it is a shadow, which is not drawn there. */
  @media (forced-colors: active) {
    .names .key[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .names .next[aria-pressed='true']::after {
      border-color: HighlightText;
    }
  }
  .names .next {
    position: relative;
    color: var(--backward);
    font-weight: 700;
  }
  .names .next::after {
    content: '';
    position: absolute;
    inset: 4px;
    border: 2px solid var(--backward);
    border-radius: var(--radius-s);
    pointer-events: none;
  }
  :host([resting]) .next::after {
    animation: breathe var(--pulse) var(--ease) infinite alternate;
  }
  @media (prefers-reduced-motion: reduce) {
    :host([resting]) .next::after {
      animation: none;
    }
  }
  .stack {
    display: flex;
    gap: 1px;
    block-size: 1rem;
    overflow: hidden;
    border-radius: 5px;
    background: var(--line);
    /* bars are colour alone */
    forced-color-adjust: none;
  }
  @media (forced-colors: active) {
    .stack {
      outline: 1px solid CanvasText;
      background: Canvas;
    }
  }
  .stack div {
    min-inline-size: 2px;
    background: var(--backward);
  }
  .rest {
    background: none !important;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    margin-block-start: var(--space-2);
    font-size: var(--text-xs);
    color: var(--ink-2);
  }
  dl div {
    display: flex;
    gap: var(--space-1);
  }
  dd {
    color: var(--ink);
  }
  p {
    margin-block-start: var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-s);
  }
`;
