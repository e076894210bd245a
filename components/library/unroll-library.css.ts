import { css } from 'lit';

export const libraryStyles = css`
  :host {
    --column-gap: var(--space-5);
  }
  .none {
    padding-block: var(--space-6);
  }
  .none h2 {
    margin-block-end: var(--space-2);
    font-size: var(--text-xl);
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .none p {
    max-inline-size: 34ch;
    color: var(--ink-2);
    font-size: var(--text-l);
    text-wrap: pretty;
  }
`;
