import { css } from 'lit';

export const termSheetStyles = css`
  :host {
    display: contents;
  }
  .say {
    margin-block-end: var(--space-2);
    font-size: var(--text-l);
    line-height: 1.35;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  sub {
    font-size: 0.75em;
    line-height: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
  }
  .head h2 {
    flex: 1;
    font-size: var(--text-s);
    font-weight: 400;
    color: var(--ink-2);
    white-space: nowrap;
  }
  .head h2 b {
    display: block;
    color: var(--ink);
    font-size: var(--text-l);
    font-weight: 650;
  }
  .product {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    margin-block: var(--space-3);
  }
  .factor,
  .chip {
    display: grid;
    gap: 2px;
    text-align: center;
    font-size: var(--text-xs);
  }
  .factor span,
  .chip span {
    color: var(--ink-2);
  }
  .factor b,
  .chip b {
    font-size: var(--text-m);
    font-weight: 600;
  }
  h3 {
    margin-block: var(--space-4) var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1);
    color: var(--ink-2);
  }
  .chip {
    min-block-size: var(--touch);
    min-inline-size: 3.5rem;
    padding: var(--space-1) var(--space-2);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    cursor: pointer;
  }
  .chip.still {
    min-block-size: 0;
    cursor: auto;
  }
  .chip[aria-expanded='true'] {
    border-color: var(--backward);
    box-shadow: inset 0 0 0 1px var(--backward);
  }
  .note {
    margin-block-start: var(--space-3);
    color: var(--ink-2);
    font-size: var(--text-s);
    text-wrap: pretty;
  }
`;
