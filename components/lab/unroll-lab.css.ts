import { css } from 'lit';

export const labStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .stage {
    flex: 1;
    inline-size: 100%;
    max-inline-size: 44rem;
    margin-inline: auto;
    padding: 0 max(var(--space-3), env(safe-area-inset-left)) var(--space-4);
  }
  .top {
    position: sticky;
    z-index: 1;
    inset-block-start: var(--header);
    display: flex;
    align-items: start;
    padding-block: var(--space-1) 0;
    background: var(--paper);
  }
  /* Little height, or large text: the room is for the numbers. */
  @media (max-height: 30rem) {
    .top {
      position: static;
    }
  }
  .top un-phase-strip {
    flex: 1;
    padding-inline: var(--space-1);
  }
  .top .key {
    padding-inline: 0;
    margin-block-start: -0.375rem;
  }
  .next {
    margin: var(--space-4) var(--space-2);
    color: var(--ink-2);
    font-size: var(--text-m);
    text-wrap: pretty;
  }
  .next b {
    color: var(--ink);
    font-weight: 600;
  }
  un-gradient-tray {
    margin-block-start: var(--space-4);
  }
  aside {
    --ground: var(--paper);
    display: none;
  }
  .covered {
    block-size: var(--covered, 0);
  }
  @media (min-width: 64rem) {
    .top .lesson {
      display: none;
    }
    un-legend {
      margin-block-start: var(--space-6);
    }
    :host {
      padding-inline-end: var(--panel);
    }
    aside {
      position: fixed;
      inset: var(--header) 0 0 auto;
      display: block;
      inline-size: var(--panel);
      padding: var(--space-6);
      border-inline-start: 1px solid var(--line);
      background: var(--paper);
      overflow: auto;
    }
  }
  /* On paper: the rows as they stand, then the lesson with its notes unfolded. */
  @media print {
    :host {
      display: block;
      padding: 0;
      print-color-adjust: exact;
    }
    .top {
      position: static;
    }
    .top .key,
    un-transport,
    un-guess,
    un-lesson-sheet,
    un-lab-settings,
    un-number-sheet {
      display: none;
    }
    aside {
      position: static;
      display: block;
      inline-size: auto;
      padding: var(--space-5) 0 0;
      border: 0;
      overflow: visible;
    }
  }
`;
