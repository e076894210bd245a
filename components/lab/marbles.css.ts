import { css } from 'lit';

export const marbleStyles = css`
  :host {
    display: grid;
    gap: var(--space-2);
  }
  .scroll {
    overflow-x: auto;
    overscroll-behavior-x: contain;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-m);
    background: var(--paper);
  }
  .grid {
    position: relative;
    display: grid;
    grid-template-columns: max-content repeat(var(--count), minmax(2.75rem, 1fr)) 0.75rem;
    gap: var(--space-3) var(--space-1);
    align-items: center;
    justify-items: center;
    min-inline-size: max-content;
  }
  .name {
    grid-column: 1;
    justify-self: start;
    padding-inline-end: var(--space-2);
    font-size: var(--text-xs);
  }
  .line {
    grid-row: 1;
    grid-column: 2 / -1;
    align-self: center;
    inline-size: 100%;
    block-size: 2px;
    background: var(--forward);
  }
  .line.back {
    grid-row: 2;
    background: var(--backward);
  }
  .line::after {
    content: '';
    float: inline-end;
    margin-block-start: -4px;
    border: 5px solid transparent;
    border-inline-start-color: var(--forward);
    border-inline-end: 0;
  }
  .line.back::after {
    float: inline-start;
    border: 5px solid transparent;
    border-inline-end-color: var(--backward);
    border-inline-start: 0;
  }
  .marble {
    z-index: 1;
    display: grid;
    place-items: center;
    min-inline-size: 2.625rem;
    block-size: 2.625rem;
    padding-inline: 2px;
    border: 1.5px solid var(--line-strong);
    border-radius: var(--radius-full);
    color: var(--ink);
    font-size: 0.6875rem;
  }
  .none {
    block-size: 2.625rem;
  }
  .t {
    grid-row: 3;
    color: var(--ink-2);
    font-size: var(--text-xs);
    white-space: nowrap;
  }
  .made {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  code {
    font-family: var(--font-number);
    font-size: var(--text-s);
    overflow-wrap: anywhere;
  }
  .key {
    justify-self: start;
  }
`;
