import { css } from 'lit';

export const bpttLessonStyles = css`
  :host {
    display: grid;
    gap: var(--space-5);
  }
  section,
  form,
  ul {
    display: grid;
    gap: var(--space-3);
    min-inline-size: 0;
  }
  h2 {
    font-size: var(--text-l);
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  p,
  li {
    text-wrap: pretty;
  }
  .field > span {
    color: var(--ink);
    font-size: var(--text-m);
  }
  form {
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
  }
  .field {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: subgrid;
  }
  .field > span {
    grid-column: 1 / -1;
  }
  .field > input {
    grid-column: 1;
  }
  form .key {
    grid-column: 2;
    grid-row: 1;
    align-self: end;
  }
  .state {
    min-block-size: 1.4em;
    color: var(--ink-2);
  }
  details {
    border-block: 1px solid var(--line);
  }
  summary {
    min-block-size: var(--touch);
    padding-block: var(--space-3);
    font-weight: 600;
    cursor: pointer;
  }
  details ul {
    padding-block-end: var(--space-4);
    color: var(--ink-2);
  }
  details li {
    padding-inline-start: var(--space-4);
    text-indent: calc(-1 * var(--space-4));
  }
  details li::before {
    content: '–';
    display: inline-block;
    inline-size: var(--space-4);
    text-indent: 0;
  }
`;
