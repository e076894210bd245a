import { css } from 'lit';

/**
 * What most screens are: one column, as wide as is read well (`--column`), above a bar at the thumb.
 *
 *   <div class="body">…</div>            the column; its gaps are `--column-gap`
 *   <p class="message">…</p>             instead of it: what there is to wait for, or what went wrong
 */
export const screen = css`
  :host {
    flex: 1;
    display: flex;
    flex-direction: column;
  }
  .body {
    display: grid;
    align-content: start;
    gap: var(--column-gap, var(--space-4));
    inline-size: 100%;
    max-inline-size: calc(var(--column, var(--measure)) + 2 * var(--gutter));
    margin-inline: auto;
    padding: var(--space-2) var(--gutter) calc(var(--space-5) + var(--notice-size));
  }
  .body > * {
    min-inline-size: 0;
  }
  .message {
    padding: var(--space-6) var(--gutter);
    color: var(--ink-2);
  }
  @media (min-width: 48rem) {
    un-bar {
      padding-inline: calc((100% - var(--column, var(--measure))) / 2);
    }
  }
`;

/** A quiet heading above a part of a screen. */
export const partHeading = css`
  h2 {
    margin-block-end: var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
  }
`;
