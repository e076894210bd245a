import { css } from 'lit';

/** What comes next, while the reader rests. Opacity, not the colour: the compositor does it, and the page rests between two taps. */
export const breathe = css`
  @keyframes breathe {
    to {
      opacity: 0.35;
    }
  }
`;
