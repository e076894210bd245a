import { css } from 'lit';

export const triangleStyles = css`
  :host {
    position: relative;
    display: block;
    container-type: inline-size;
  }
  .grid {
    display: grid;
    align-content: start;
    grid-template-columns: 1.25rem repeat(var(--steps), minmax(var(--least), 1fr));
    gap: 2px;
    min-block-size: 12rem;
    max-inline-size: calc(1.75rem + var(--steps) * 3.5rem);
    margin: -4px;
    padding: 4px;
    overflow: auto hidden;
    touch-action: pan-y;
    user-select: none;
  }
  .grid {
    --least: 24px;
  }
  .grid.dense {
    --least: 0;
    gap: 1px;
  }
  .label {
    grid-column: 1;
    align-self: center;
    color: var(--ink-2);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }
  .word {
    justify-self: center;
    padding-block-start: var(--space-1);
    color: var(--ink-2);
    font-size: var(--text-xs);
    line-height: 1.1;
    writing-mode: vertical-rl;
    white-space: nowrap;
  }
  .word:lang(zh),
  .word.letter {
    text-orientation: upright;
  }
  .lit {
    color: var(--ink);
    font-weight: 700;
  }
  .word.end {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  [data-row],
  .none {
    aspect-ratio: 1;
    min-inline-size: 0;
    border-radius: 22%;
  }
  .none {
    border: 1px dashed var(--line);
  }
  [data-row] {
    display: grid;
    place-items: center;
    padding: 0;
    border: 0;
    background: var(--colour);
    color: var(--ink);
    font-size: 0.6875rem;
    cursor: pointer;
  }
  [data-row] .number {
    display: none;
  }
  [data-row].zero,
  i.zero {
    background: none;
    border: 1px solid var(--line-strong);
    color: var(--ink-2);
  }
  [data-row].cut,
  i.cut {
    background:
      repeating-linear-gradient(-45deg, var(--line-strong) 0 1.5px, transparent 1.5px 6px),
      color-mix(in srgb, var(--colour, var(--surface)) 35%, var(--surface));
  }
  [data-row].cut .number {
    padding-inline: 2px;
    border-radius: 3px;
    background: var(--surface);
  }
  [data-row].path {
    box-shadow: inset 0 0 0 2px var(--ink);
  }
  [data-row].open {
    outline: 2.5px solid var(--ink);
    outline-offset: 1px;
    z-index: 1;
  }
  [data-row].looked {
    outline: 2px dashed var(--ink);
    outline-offset: 1px;
  }
  [data-row]:focus-visible {
    z-index: 2;
  }
  .legend {
    position: absolute;
    max-inline-size: 50%;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: grid;
    gap: 3px;
    color: var(--ink-2);
    font-size: var(--text-xs);
    line-height: 1.2;
    pointer-events: none;
  }
  .legend ul {
    display: grid;
    gap: 3px;
    margin-block-start: var(--space-1);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.375em;
  }
  .legend i {
    display: grid;
    place-items: center;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border-radius: 22%;
    background: var(--colour);
    font-size: 0.625rem;
    font-style: normal;
  }
  .legend i.cut {
    background: repeating-linear-gradient(-45deg, var(--line-strong) 0 1.5px, transparent 1.5px 6px);
  }
  .reading {
    justify-content: center;
    margin-block-start: var(--space-1);
  }
  .reading .key.plain {
    min-inline-size: 0;
    flex: 0 1 12rem;
    flex-direction: column;
    gap: 0;
    padding-inline: 0;
    color: var(--ink-2);
    font-size: var(--text-xs);
    font-weight: 400;
  }
  .reading b {
    color: var(--ink);
    font-size: var(--text-m);
    font-weight: 650;
  }
  /* Large text: the legend would lie over the cells. */
  @container (max-width: 19em) {
    .reading {
      flex-wrap: wrap;
    }
    .reading .key.plain {
      order: -1;
      flex-basis: 100%;
    }
    .legend {
      position: static;
      max-inline-size: none;
      margin-block-start: var(--space-3);
    }
  }
  /* Room for a number in each cell. */
  @container (min-width: 28.5em) {
    .grid:not(.dense) [data-row] .number {
      display: inline;
    }
    [data-row] {
      aspect-ratio: auto;
      block-size: clamp(1.5rem, 4vh, 2.75rem);
    }
    .grid.dense [data-row] {
      block-size: clamp(0.875rem, 2.6vh, 2rem);
    }
  }
  @media print {
    [data-row],
    .legend i {
      print-color-adjust: exact;
    }
  }
  @media (forced-colors: active) {
    [data-row],
    .legend i {
      forced-color-adjust: none;
    }
  }
`;
