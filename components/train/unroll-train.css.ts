import { css } from 'lit';

export const unrollTrainStyles = css`
  /*
   * What a run has to say comes and goes, and stands below the curve, which must not move under a finger. Only where
   * the run has ended badly does it come first.
   */
  un-run-messages {
    /* Its first message brings the gap along: an empty one takes no room. */
    margin-block-start: calc(-1 * var(--space-4));
  }
  .diverged un-run-figures {
    order: -2;
  }
  .diverged un-run-messages {
    order: -1;
  }
  /* On a wide screen what it writes stands beside what it measures. */
  @media (min-width: 64rem) {
    .body {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      grid-template-areas: 'figures samples' 'chart samples' 'messages samples' 'confusions samples';
      grid-template-rows: auto auto auto 1fr;
      gap: var(--space-4) var(--space-7);
      max-inline-size: 72rem;
      padding-block-start: var(--space-4);
    }
    .body.diverged {
      grid-template-areas: 'figures samples' 'messages samples' 'chart samples' 'confusions samples';
    }
    un-run-figures {
      grid-area: figures;
    }
    un-run-messages {
      grid-area: messages;
    }
    un-run-confusions {
      grid-area: confusions;
    }
    .curve {
      grid-area: chart;
    }
    un-samples {
      grid-area: samples;
    }
  }
`;
