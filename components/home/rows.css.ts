import { css } from 'lit';

/** A titled list of rows on one quiet surface. */
export const rows = css`
  :host {
    display: block;
  }
  h2 {
    margin: 0 var(--space-1) var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
    letter-spacing: 0.02em;
  }
  .list {
    border-radius: var(--radius-l);
    background: var(--surface);
    overflow: clip;
  }
  .list > * + * {
    border-block-start: 1px solid var(--line);
  }
  .row {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    min-block-size: 3.75rem;
    padding: var(--space-2) var(--space-4);
    color: var(--ink);
    text-decoration: none;
  }
  a.row {
    flex-wrap: nowrap;
    padding-inline-end: var(--space-3);
  }
  a.row:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius-l);
  }
  a.row:active {
    background: color-mix(in srgb, var(--ink) 6%, transparent);
  }
  .text {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    min-inline-size: 0;
  }
  .words {
    flex: 1 1 9rem;
    min-inline-size: 0;
  }
  .words b,
  .words span {
    display: block;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .words b {
    font-weight: 600;
  }
  .words span {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .still .words b {
    font-weight: 500;
    color: var(--ink-2);
  }
  .still .words span {
    color: var(--ink-3);
  }
  .onward {
    flex: none;
    display: grid;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  @media (hover: hover) {
    a.row:hover {
      background: color-mix(in srgb, var(--ink) 3%, transparent);
    }
  }
`;
