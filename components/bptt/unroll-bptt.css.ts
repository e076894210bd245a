import { css } from 'lit';

export const bpttStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .stage,
  aside {
    inline-size: 100%;
    max-inline-size: 44rem;
    margin-inline: auto;
    padding: var(--space-2) max(var(--space-3), env(safe-area-inset-left)) var(--space-5);
  }
  h2 {
    margin-block-end: var(--space-2);
    font-size: var(--text-l);
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
    text-wrap: balance;
  }
  .more {
    padding-block-start: 0;
  }
  un-bar {
    padding-inline: max(var(--space-3), calc((100% - 44rem) / 2 + var(--space-3)));
  }
  un-radius-slider {
    flex: 3 1 20rem;
  }
  .key.main {
    flex: 1 1 min(14rem, 60%);
  }
  .next {
    margin-block: var(--space-1) 0;
    color: var(--ink-2);
    text-wrap: pretty;
  }
  .source {
    margin-block: var(--space-3) 0;
    color: var(--ink-2);
    font-size: var(--text-s);
    text-wrap: pretty;
  }
  .source a {
    display: inline-block;
    padding-block: var(--space-2);
    color: var(--forward-ink, inherit);
    font-weight: 600;
  }
  progress {
    inline-size: 100%;
    block-size: 0.5rem;
    margin-block: var(--space-6);
    accent-color: var(--backward);
  }
  aside p + p {
    margin-block-start: var(--space-3);
  }
  section {
    margin-block-start: var(--space-5);
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--line);
  }
  .covered {
    block-size: var(--covered, 0);
  }
  @media (min-width: 64rem) {
    :host {
      padding-inline-end: var(--panel);
    }
    .stage {
      padding-block-start: var(--space-5);
    }
    aside {
      position: fixed;
      inset: var(--header) 0 0 auto;
      inline-size: var(--panel);
      padding: var(--space-6) var(--space-5);
      border-inline-start: 1px solid var(--line);
      background: var(--paper);
      overflow: auto;
    }
  }
  @media print {
    :host {
      padding: 0;
    }
    un-bar,
    .remedies,
    .covered {
      display: none;
    }
    aside {
      position: static;
      inline-size: 100%;
      padding-inline: var(--space-3);
      border: 0;
      overflow: visible;
    }
    section {
      break-inside: avoid;
    }
  }
`;
