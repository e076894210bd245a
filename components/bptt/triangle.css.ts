import { css } from 'lit';

export const triangleStyles = css`
  :host {
    position: relative;
    isolation: isolate;
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
    /* what is said of a cell out of sight stays in the box, too */
    position: relative;
    overflow: auto hidden;
    touch-action: pan-y;
    user-select: none;
  }
  /* The share of the window's height that the rows may have, so that the last of them stands above the bar. */
  .grid {
    --least: 24px;
    --lowest: 1.125rem;
    --share: 33.6vh;
    --square: calc((100cqi - 1.25rem) / var(--steps) - 2px);
    --row: clamp(var(--lowest), var(--share) / var(--steps) - 2px, var(--square));
  }
  .grid.dense {
    --least: 0;
    --lowest: 4px;
    --share: 44vh;
    gap: 1px;
  }
  .label {
    grid-column: 1;
    align-self: center;
    color: var(--ink-2);
    font-size: var(--text-xs);
    line-height: var(--row);
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
    block-size: var(--row);
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
  [data-row] .number,
  .dense [data-row] .power,
  .dense ~ .legend .powers {
    display: none;
  }
  [data-row] .power {
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.04em;
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
  /* Room for a number in each cell. */
  @container (min-width: 26em) {
    .grid:not(.dense) [data-row] .number {
      display: inline;
    }
    .grid:not(.dense) [data-row] .power,
    .legend .powers {
      display: none;
    }
  }
  @container (min-width: 28.5em) {
    .grid {
      --row: clamp(1.5rem, 4vh, 2.75rem);
    }
    .grid.dense {
      --row: clamp(0.875rem, 2.6vh, 2rem);
    }
  }
  /* Large text: cells as wide as their numbers, and the box scrolls sideways below the thumb; the losses stay in sight. */
  @container (max-width: 20em) {
    .grid:not(.dense) {
      --least: max(24px, var(--signs) * 0.5rem + 2px);
      --lowest: 0.875rem;
    }
    .grid.dense {
      --least: 0.625rem;
      --lowest: 0.625rem;
    }
    .grid {
      scroll-padding-inline: 1.75rem 0.5rem;
      overscroll-behavior-x: contain;
      touch-action: auto;
    }
    .grid .label {
      position: sticky;
      z-index: 3;
      inset-inline-start: 0;
      background: var(--paper);
      box-shadow: -4px 0 var(--paper);
    }
    .dense :is(.label, .word) {
      font-size: 0.5625rem;
    }
  }
  /* Little height: lower rows. */
  @media (max-height: 44rem) {
    .grid {
      --share: 40vh;
    }
  }
  /* A phone held sideways: the triangle has the window's height, below the header and above its words. */
  @media screen and (max-height: 30rem) and (min-width: 40rem) and (max-width: 63.99rem) {
    .grid:not(.dense) {
      --least: 18px;
      --lowest: 1rem;
    }
    .grid,
    .grid.dense {
      --share: calc(100dvh - var(--header) - 5rem);
      --row: max(var(--lowest), var(--share) / var(--steps) - 2px);
    }
    /* characters stand below it, no words */
    .grid.dense {
      --share: calc(100dvh - var(--header) - 3rem);
    }
    .dense .label {
      font-size: 0.625rem;
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
