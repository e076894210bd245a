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
  un-remedies {
    margin-block: var(--space-1) var(--space-2);
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
  @media (max-height: 44rem) {
    .stage > h2 {
      margin-block-end: var(--space-1);
      font-size: var(--text-m);
    }
  }
  /* A phone held sideways: the picture keeps to the left; beside it, where an open sheet would stand, goes all else. */
  @media screen and (max-height: 30rem) and (min-width: 40rem) and (max-width: 63.99rem) {
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr) var(--beside);
      align-content: start;
      padding-block-end: var(--bar-size);
    }
    .stage {
      display: contents;
    }
    .stage > *,
    aside,
    .covered {
      grid-column: 2;
      inline-size: auto;
      margin-inline: var(--space-3) max(var(--space-3), env(safe-area-inset-right));
      padding-inline: 0;
    }
    .stage > :is(un-triangle, un-distance-curves, progress) {
      position: sticky;
      inset-block-start: 0;
      grid-area: 1 / 1 / span 20 / 1;
      align-self: start;
      margin-inline: max(var(--space-3), env(safe-area-inset-left)) var(--space-2);
      padding-block-start: var(--space-1);
    }
    un-terms-choices {
      --choice-padding: var(--space-1);
    }
    un-bar {
      position: fixed;
      inset: auto 0 0 auto;
      inline-size: var(--beside);
      padding-inline: var(--space-3) max(var(--space-3), env(safe-area-inset-right));
    }
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
    un-remedies,
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
