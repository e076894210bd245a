import { css } from 'lit';

/** A lesson's sections on paper: a grid would part a heading from what it heads. */
export const printedSections = css`
  @media print {
    section {
      display: block;
    }
    section > * + * {
      margin-block-start: var(--space-3);
    }
    h2 {
      break-after: avoid;
    }
  }
`;
