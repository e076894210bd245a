import { css } from 'lit';

export const remedyStyles = css`
  :host {
    display: grid;
    gap: var(--space-2);
  }
  /* The switches stay where they are, whatever they bring below them. */
  .switches {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: var(--space-2);
  }
  .switch {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
    padding: var(--space-1) var(--space-2);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    line-height: var(--leading-tight);
    cursor: pointer;
    touch-action: manipulation;
    user-select: none;
  }
  input[type='checkbox'] {
    flex: none;
    margin: 0;
  }
  b {
    display: block;
    font-size: var(--text-s);
    font-weight: 650;
  }
  .told {
    color: var(--ink-2);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }
  .amounts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
  }
  un-segmented {
    flex: 1 1 13rem;
    max-inline-size: 20rem;
  }
  p {
    text-wrap: pretty;
  }
  p:empty {
    display: none;
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
`;
