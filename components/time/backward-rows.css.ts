import { css } from 'lit';

export const backwardRows = css`
  .scroll {
    --lines: 1;
    --card-size: calc(2 * var(--space-2) + var(--lines) * (1lh + var(--space-1)) + 0.875rem + 2px);
    --row-size: calc(var(--card-size) + 10px);
  }
  .head.split,
  .row.split {
    grid-template-columns: minmax(2rem, 2.5rem) 1fr 1fr;
    column-gap: 0.375rem;
  }
  .head.split {
    text-align: start;
  }
  .head.split span:not(:first-child) {
    padding-inline-start: var(--space-1);
  }
  .row.split {
    align-items: stretch;
  }
  .row.split .token {
    align-self: center;
  }
  .card {
    min-inline-size: 0;
    padding: var(--space-2) 0.625rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--surface);
    font-size: var(--text-xs);
    text-align: start;
  }
  .card.blank {
    background: none;
  }
  .card:empty {
    min-block-size: var(--card-size);
  }
  .now .card {
    border-color: color-mix(in srgb, var(--backward) 45%, var(--line));
    background: none;
  }
  .row.now {
    background: var(--backward-soft);
    outline: 1px solid var(--backward);
  }
  .card header {
    display: flex;
    justify-content: space-between;
    gap: var(--space-1);
    color: var(--ink-2);
    white-space: nowrap;
  }
  .card header i {
    font-family: var(--font-math);
  }
  .stripes.across {
    block-size: 0.875rem;
    margin-block-start: var(--space-1);
  }
  .now .parts {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.375rem;
    grid-column: 2 / -1;
    /* as high from the beginning: two cards a state, with a line of why */
    min-block-size: calc(var(--parts) * (var(--card-size) + var(--leading-tight) * 1em + 0.375rem) - 0.375rem);
    margin-block-start: var(--space-2);
    font-size: var(--text-xs);
  }
  .now .parts .card .why {
    color: var(--ink-2);
    line-height: var(--leading-tight);
  }
  .error.next {
    display: grid;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    border-radius: 0.75rem;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
    outline: 2px solid var(--way);
    outline-offset: 1px;
    touch-action: manipulation;
  }
  .number {
    font-size: var(--text-xs);
  }
  /* Large text: two cards and their heads share the width; only the open row is scrolled. */
  @container (max-width: 19rem) {
    .head.split {
      inline-size: 100%;
    }
    .scroll {
      display: grid;
      grid-template-columns: minmax(min-content, 1fr);
    }
    .row.split {
      position: sticky;
      inset-inline-start: 0;
      inline-size: calc(100cqi - 0.75rem);
      min-inline-size: 0;
    }
    /* in two lines whatever the number: a row to come is as high as one that is there */
    .scroll {
      --lines: 2;
    }
    .card header {
      flex-direction: column;
    }
    /* room for ‖4.10‖ */
    .head.split,
    .row.split {
      grid-template-columns: 2rem minmax(0, 1fr) minmax(0, 1fr);
      column-gap: var(--space-1);
    }
    .card {
      padding-inline: var(--space-1);
    }
  }
`;
