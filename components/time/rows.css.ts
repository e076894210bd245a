import { css } from 'lit';
import { breathe } from './breathe.css.ts';

/** Time in rows: what forward and backward share. `--way` is the direction's colour, `--columns` the grid. */
export const rows = css`
  :host {
    display: block;
    container-type: inline-size;
    --way: var(--forward);
  }
  :host([direction='gradient']) {
    --way: var(--backward);
  }
  .head,
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    column-gap: 3px;
    align-items: center;
    justify-content: center;
    inline-size: 100%;
  }
  .head {
    position: var(--held, sticky);
    z-index: 2;
    inset-block-start: var(--head-top, 0);
    padding: var(--space-1) 0;
    background: var(--paper);
    box-shadow: var(--margins, none);
    color: var(--ink-2);
    font-size: var(--text-xs);
    text-align: center;
  }
  .head i {
    font-family: var(--font-math);
    font-size: var(--text-m);
  }
  .room {
    block-size: calc(var(--rows) * var(--row-size, max(var(--touch), calc(var(--folded) + 10px))));
    font-size: var(--text-xs);
  }
  .row {
    position: relative;
    padding: 5px 0;
    border: 0;
    border-radius: var(--radius-m);
    background: none;
    color: inherit;
    text-align: center;
  }
  button.row {
    touch-action: manipulation;
    min-block-size: var(--touch);
  }
  .row.folded {
    min-block-size: max(var(--touch), calc(var(--folded) + 10px));
  }
  button.row:enabled {
    cursor: pointer;
  }
  .row.now {
    inline-size: calc(100% + 0.75rem);
    margin: var(--space-2) -0.375rem;
    padding: var(--space-3) 0.375rem;
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .token {
    line-height: 1.05;
    text-align: center;
    min-inline-size: 0;
  }
  .token b {
    display: block;
    font-size: 1.1875rem;
    font-weight: 600;
  }
  .token span {
    color: var(--ink-3);
    font-size: var(--text-xs);
    white-space: nowrap;
  }
  .row.future .token b {
    color: var(--ink-3);
  }
  .row.next .token b {
    position: relative;
    display: inline-block;
    min-inline-size: 1.75rem;
    color: var(--way);
  }
  .row.next .token b::after {
    content: '';
    position: absolute;
    inset: -2px;
    border: 2px solid var(--way);
    border-radius: var(--radius-s);
  }
  :host([resting]) .row.next .token b::after {
    animation: breathe var(--pulse) var(--ease) infinite alternate;
  }
  ${breathe}
  .column {
    min-inline-size: 0;
    /* drawn by itself: a tap paints two columns anew, not all of the row */
    isolation: isolate;
  }
  .column > * + * {
    margin-block-start: 3px;
  }
  .stripes {
    block-size: var(--folded);
    border-radius: 2.5px;
    /* folded rows are colour alone */
    forced-color-adjust: none;
  }
  .stripes.blank {
    box-shadow: inset 0 0 0 1px var(--line);
  }
  .stripes.marked {
    position: relative;
  }
  .stripes .parent {
    position: absolute;
    inset-inline: 0;
    outline: 1.5px dashed var(--focus);
  }
  .output {
    min-inline-size: 0;
    font-size: var(--text-xs);
    color: var(--ink-2);
    line-height: var(--leading-tight);
    text-align: center;
  }
  .output b {
    display: block;
    color: var(--ink);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  button.output {
    min-block-size: var(--touch);
    padding: 0;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    cursor: pointer;
  }
  button.output.next {
    outline: 2px solid var(--way);
    outline-offset: -2px;
    color: var(--way);
  }
  @container (max-width: 19rem) {
    .scroll {
      /* air beside five signs: −0.93 */
      --cell: 2.625rem;
      overflow-x: auto;
      overscroll-behavior-x: contain;
      padding-inline: 0.375rem;
    }
    /* as narrow as their columns can be, and all alike, so that each letter stands over its own */
    .head,
    .row,
    .row.now {
      inline-size: min-content;
      min-inline-size: 100%;
      margin-inline: 0;
      padding-inline: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host([resting]) .row.next .token b::after {
      animation: none;
    }
  }
`;
