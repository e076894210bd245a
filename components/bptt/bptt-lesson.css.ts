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
  .input {
    display: flex;
    gap: var(--space-2);
  }
  .input .key {
    flex: none;
    background: var(--backward-soft);
    color: var(--ink);
  }
  sub {
    font-size: 0.7em;
    line-height: 0;
  }
  .state {
    min-block-size: 1.4em;
    color: var(--ink-2);
  }
  details {
    border-block: 1px solid var(--line);
  }
  details ul {
    padding-block-end: var(--space-4);
    color: var(--ink-2);
  }
  details li {
    margin-inline-start: var(--space-4);
    list-style: '–  ' outside;
  }
  @media print {
    .input .key {
      display: none;
    }
  }
`;
