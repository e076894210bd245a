import { css } from 'lit';

export const arithmeticStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1);
    font-size: var(--text-m);
  }
  .chip {
    display: grid;
    align-content: center;
    min-block-size: var(--touch);
    min-inline-size: var(--touch);
    padding: var(--space-1) var(--space-2);
    border: 1px solid var(--line);
    border-radius: 0.625rem;
    background: var(--surface);
    color: var(--ink);
    text-align: center;
    cursor: pointer;
    touch-action: manipulation;
  }
  @media print {
    .chip {
      min-block-size: 0;
      min-inline-size: 0;
    }
  }
  .chip small {
    display: block;
    font-size: var(--text-xs);
    line-height: var(--leading-tight);
    white-space: nowrap;
  }
  .chip .number {
    font-size: 0.875rem;
  }
  .chip i {
    font-family: var(--font-math);
  }
  .chip sub,
  .chip sup {
    font-size: 0.75em;
    line-height: 0;
  }
  .chip.result {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
    cursor: default;
  }
  .product {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1);
  }
  .op {
    color: var(--ink-2);
    padding-inline: 1px;
  }
  .op ~ sub {
    align-self: end;
    font-size: var(--text-xs);
  }
  .op.name {
    font-family: var(--font-math);
  }
  .more {
    min-block-size: var(--touch);
    padding: var(--space-1) var(--space-2);
    border: 1px dashed var(--line-strong);
    border-radius: 0.625rem;
    background: none;
    color: var(--ink-2);
    font-size: var(--text-s);
    cursor: pointer;
  }
`;
