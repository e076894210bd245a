import { css } from 'lit';

/** The heading of a part of a number's sheet. */
export const partHeading = css`
  h2 {
    margin-block-end: var(--space-1);
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
  }
`;
