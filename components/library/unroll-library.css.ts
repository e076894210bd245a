import { css } from 'lit';

export const libraryStyles = css`
  :host {
    flex: 1;
    display: flex;
    flex-direction: column;
  }
  .body {
    display: grid;
    align-content: start;
    gap: var(--space-5);
    inline-size: 100%;
    max-inline-size: calc(var(--measure) + 2 * var(--gutter));
    margin-inline: auto;
    padding: var(--space-2) var(--gutter) var(--space-5);
  }
  .body > * {
    min-inline-size: 0;
  }
  .finder {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    gap: var(--space-3);
  }
  .message {
    padding: var(--space-5) var(--gutter);
    color: var(--ink-2);
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
  @media (min-width: 48rem) {
    un-bar {
      padding-inline: calc((100% - var(--measure)) / 2);
    }
  }
`;
