import { css } from 'lit';

export const triangleStyles = css`
  :host {
    position: relative;
    display: block;
    container-type: inline-size;
  }
  .grid {
    display: grid;
    grid-template-columns: 1.25rem repeat(var(--steps), minmax(24px, 1fr));
    gap: 2px;
    margin: -4px;
    padding: 4px;
    overflow: auto hidden;
    touch-action: pan-y;
    user-select: none;
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
  .word:lang(zh) {
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
  button,
  .none {
    aspect-ratio: 1;
    min-inline-size: 0;
    border-radius: 22%;
  }
  .none {
    border: 1px dashed var(--line);
  }
  button {
    display: grid;
    place-items: center;
    padding: 0;
    border: 0;
    background: var(--colour);
    color: var(--ink);
    font-size: 0.6875rem;
    cursor: pointer;
  }
  button .number {
    display: none;
  }
  button.zero,
  i.zero {
    background: none;
    border: 1px solid var(--line-strong);
    color: var(--ink-2);
  }
  button.cut,
  i.cut {
    background:
      repeating-linear-gradient(-45deg, var(--line-strong) 0 1.5px, transparent 1.5px 6px),
      color-mix(in srgb, var(--colour, var(--surface)) 35%, var(--surface));
  }
  button.cut .number {
    padding-inline: 2px;
    border-radius: 3px;
    background: var(--surface);
  }
  button.path {
    box-shadow: inset 0 0 0 2px var(--ink);
  }
  button.open {
    outline: 2.5px solid var(--ink);
    outline-offset: 1px;
    z-index: 1;
  }
  button:focus-visible {
    z-index: 2;
  }
  .legend {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: grid;
    gap: 3px;
    color: var(--ink-2);
    font-size: var(--text-xs);
    line-height: 1.2;
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
  .looked {
    margin-block-start: var(--space-2);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .axis {
    margin-block-start: var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-xs);
    text-align: center;
  }
  /* Large text: the legend would lie over the cells. */
  @container (max-width: 19rem) {
    .legend {
      position: static;
      margin-block-start: var(--space-3);
    }
  }
  /* Room for a number in each cell. */
  @container (min-width: 28.5rem) {
    button .number {
      display: inline;
    }
    button {
      aspect-ratio: auto;
      block-size: clamp(1.5rem, 4vh, 2.75rem);
    }
  }
  @media print {
    button,
    .legend i {
      print-color-adjust: exact;
    }
  }
  @media (forced-colors: active) {
    button,
    .legend i {
      forced-color-adjust: none;
    }
  }
`;
