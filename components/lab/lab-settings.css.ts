import { css } from 'lit';

export const labSettingsStyles = css`
  :host {
    display: contents;
  }
  form {
    display: grid;
    gap: var(--space-4);
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-4);
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  details {
    border-block-start: 1px solid var(--line);
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
`;
