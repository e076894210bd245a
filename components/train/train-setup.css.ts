import { css } from 'lit';

export const trainSetupStyles = css`
  :host {
    --column-gap: var(--space-5);
  }
  form {
    flex: 1;
    display: flex;
    flex-direction: column;
  }
  .units {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: baseline;
    gap: 0 var(--space-2);
  }
  .units output {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .units input {
    grid-column: 1 / -1;
  }
  .quiet {
    grid-column: 1 / -1;
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .problem {
    padding-inline-start: var(--space-3);
    border-inline-start: 3px solid var(--danger);
  }
  .training {
    padding-inline-start: var(--space-3);
    border-inline-start: 3px solid var(--forward);
    font-size: var(--text-s);
  }
`;
