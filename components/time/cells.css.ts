import { css } from 'lit';

/** Number cells: open ones of 44 px with the number written, folded ones as colour. */
export const cells = css`
  .cell {
    display: block;
    inline-size: 100%;
    block-size: var(--touch);
    padding: 0;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: var(--ink);
    font-family: var(--font-number);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
    white-space: nowrap;
    touch-action: manipulation;
  }
  button.cell {
    cursor: pointer;
  }
  .face {
    display: block;
    block-size: 100%;
    border-radius: inherit;
    line-height: var(--touch);
  }
  .cell.blank {
    box-shadow: inset 0 0 0 1px var(--line);
  }
  .cell.parent {
    outline: 1.5px dashed var(--focus);
    outline-offset: 1px;
  }
  .cell.open {
    outline: 2.5px solid var(--focus);
    outline-offset: 1px;
  }
  .cell.next {
    position: relative;
    background: var(--surface);
    outline: 2px solid var(--way);
    outline-offset: 1px;
    color: var(--way);
    font-weight: 700;
  }
  .cell.next::after {
    content: '';
    position: absolute;
    inset: -6px;
    border: 2px solid var(--way);
    border-radius: calc(var(--radius-s) + 6px);
    opacity: 0.3;
    pointer-events: none;
  }
  /* By one class alone: with another beside it, all cells that have that one would be styled anew. */
  :host([resting]) .next::after {
    animation: pulse var(--pulse) var(--ease) infinite alternate;
  }
  /* Transforms and opacity alone: the compositor moves them while the page rests. */
  @keyframes pulse {
    to {
      opacity: 0.05;
      transform: scale(1.1);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host([resting]) .next::after {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .cell {
      border: 1px solid CanvasText;
    }
    .face {
      color: CanvasText;
      line-height: calc(var(--touch) - 2px);
    }
  }
`;
