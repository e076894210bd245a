import { css } from 'lit';

export const numberSheetStyles = css`
  :host {
    display: contents;
    /* the open row must stay in sight above it */
    --sheet-size: min(50dvh, 30rem);
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    font-size: var(--text-s);
    color: var(--ink-2);
  }
  nav button {
    min-block-size: var(--touch);
    min-inline-size: var(--touch);
    padding: 0 var(--space-1);
    border: 0;
    background: none;
    text-align: start;
    color: var(--ink-2);
    cursor: pointer;
  }
  nav button[aria-current] {
    color: var(--ink);
    font-weight: 650;
  }
  nav .place {
    margin-inline-start: var(--space-2);
    font-weight: 400;
    color: var(--ink-2);
  }
  nav i {
    font-family: var(--font-math);
  }
  .say {
    margin-block-end: var(--space-3);
    font-size: var(--text-l);
    line-height: 1.35;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  un-formula {
    margin-block-end: var(--space-3);
  }
  .hint {
    margin-block-start: var(--space-3);
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .gradient-link {
    margin-block-start: var(--space-3);
  }
  .stream {
    margin-block-start: var(--space-3);
    border-block-start: 1px solid var(--line);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
  }
  th {
    font-weight: 400;
    text-align: start;
    color: var(--ink-2);
  }
  th,
  td {
    padding: var(--space-1) 0;
    border-block-end: 1px solid var(--line);
  }
  td {
    text-align: end;
  }
  tfoot :is(th, td) {
    color: var(--ink);
    font-weight: 650;
    border: 0;
  }
  .edit {
    display: flex;
    align-items: end;
    gap: var(--space-2);
    margin-block-end: var(--space-3);
  }
  .edit .field {
    flex: 1;
    max-inline-size: 12rem;
  }
`;
