import { css } from 'lit';

export const lessonStyles = css`
  :host {
    display: grid;
    gap: var(--space-5);
  }
  section {
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
  section > .key,
  .answer .key {
    border: 1px solid var(--line);
  }
  .answer {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: end;
  }
  .answer .field {
    flex: 1 1 8rem;
  }
  .verdict {
    min-block-size: 1.4em;
    color: var(--ink-2);
  }
  .verdict b {
    color: var(--ink);
  }
  .presets {
    display: grid;
    gap: var(--space-2);
  }
  .presets .key {
    display: grid;
    justify-content: stretch;
    justify-items: start;
    gap: 2px;
    padding: var(--space-2) var(--space-4);
    border: 1px solid var(--line);
    text-align: start;
  }
  @media (hover: hover) {
    .presets .key:hover {
      background: color-mix(in srgb, var(--ink) 5%, var(--paper));
    }
  }
  .presets b {
    color: var(--ink);
  }
  .presets span {
    font-weight: 400;
  }
  details {
    border-block: 1px solid var(--line);
  }
  details ul {
    display: grid;
    gap: var(--space-3);
    padding-block-end: var(--space-4);
    color: var(--ink-2);
  }
  details li {
    margin-inline-start: var(--space-4);
    list-style: '–  ' outside;
  }
  @media print {
    section > .key,
    .answer button {
      display: none;
    }
    .presets .key {
      padding: 0;
      border: 0;
    }
  }
`;
