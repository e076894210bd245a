import { css } from 'lit';

export const confusionTableStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 2px;
    table-layout: fixed;
    touch-action: pan-y;
    user-select: none;
  }
  caption {
    padding-block-end: var(--space-1);
    color: var(--ink-2);
    font-size: var(--text-xs);
    text-align: start;
  }
  th {
    padding: 0;
    color: var(--ink-2);
    font-family: var(--font-number);
    font-size: var(--text-s);
    font-weight: 400;
    line-height: 1.4;
    text-align: center;
  }
  thead th {
    padding-block-end: 0.25em;
  }
  th.lit {
    color: var(--ink);
    font-weight: 700;
  }
  td {
    padding: 0;
  }
  button {
    display: grid;
    place-items: center;
    inline-size: 100%;
    aspect-ratio: 1;
    padding: 0;
    border: 0;
    border-radius: 22%;
    background: color-mix(in srgb, var(--hue) var(--strength), var(--surface));
    color: var(--ink);
    font-size: 0.6875rem;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  button.right {
    --hue: var(--forward);
    box-shadow: inset 0 0 0 1.5px var(--forward);
  }
  button.wrong {
    --hue: var(--danger);
  }
  button.never {
    background: var(--surface);
    box-shadow: inset 0 0 0 1px var(--line);
  }
  button.looked {
    outline: 2.5px solid var(--ink);
    outline-offset: 0;
  }
  .number {
    display: none;
  }
  .looked-at {
    min-block-size: 2.8em;
    margin-block-start: var(--space-2);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    margin-block-end: var(--space-1);
    color: var(--ink-2);
    font-size: var(--text-xs);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.375em;
  }
  .legend i {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    border-radius: 22%;
  }
  .legend .right {
    background: color-mix(in srgb, var(--forward) 45%, var(--surface));
    box-shadow: inset 0 0 0 1.5px var(--forward);
  }
  .legend .wrong {
    background: color-mix(in srgb, var(--danger) 45%, var(--surface));
  }
  /* Room for a number in each cell. */
  @container (min-width: 28rem) {
    .number {
      display: inline;
    }
    button {
      aspect-ratio: auto;
      block-size: 2.25rem;
    }
    /* A phone on its side: the whole table and the line below it stay in sight together. */
    @media (max-height: 30rem) {
      button {
        block-size: 1.5rem;
      }
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
