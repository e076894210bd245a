import { css } from 'lit';

/** What a network read, word by word or character by character, each with what the network thought below it. */
export const wordsStyles = css`
  :host {
    display: block;
  }
  ol {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
  }
  li {
    display: grid;
    align-content: start;
    line-height: 1.25;
  }
  b {
    font-weight: 600;
  }
  li span {
    color: var(--ink-2);
    font-size: var(--text-xs);
  }
  p {
    margin-block-start: var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-s);
  }
`;
