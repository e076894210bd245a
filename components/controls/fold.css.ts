import { css } from 'lit';

/** A native `<details>` as a quiet line with an arrow; on paper, a heading above what it holds. */
export const fold = css`
  summary {
    display: flex;
    align-items: center;
    min-block-size: var(--touch);
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    flex: none;
    inline-size: 0.45rem;
    block-size: 0.45rem;
    margin-inline: 0.2rem 0.75rem;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    rotate: -45deg;
    transition: rotate var(--quick) var(--ease);
  }
  details[open] > summary::before {
    rotate: 45deg;
  }
  @media print {
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    summary::before {
      display: none;
    }
  }
`;
