import { css } from 'lit';

export const shellStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 100dvh;
  }
  main {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  main > * {
    flex: 1;
    min-inline-size: 0;
  }
  /* Where the window is low, as a phone held sideways, the header scrolls away with the page ... */
  un-app-header {
    inset-block-start: 0;
  }
  @media (min-height: 30rem) {
    un-app-header:not([large]) {
      position: sticky;
    }
  }
  /* ... but for a screen that scrolls by itself: whoever steps through it did not scroll, and finds the way out. */
  @media (min-height: 18rem) and (orientation: landscape) {
    un-app-header:has(+ main > [keep-header]:not([crowded])) {
      position: sticky;
    }
  }
  @media print {
    :host,
    main {
      display: block;
      min-block-size: 0;
    }
    un-app-header:not([large]),
    un-app-header:has(+ main > [keep-header]:not([crowded])) {
      position: static;
    }
    un-notices {
      display: none;
    }
  }
  .message {
    display: grid;
    align-content: start;
    gap: var(--space-3);
    inline-size: 100%;
    max-inline-size: var(--measure);
    margin-inline: auto;
    padding: var(--space-5) var(--gutter);
    color: var(--ink-2);
  }
  /* Only what takes long is worth a word. */
  .opening {
    animation: appear 1ms 500ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  .message h2 {
    color: var(--ink);
    font-size: var(--text-l);
    font-weight: 650;
  }
  .detail {
    font-size: var(--text-s);
    overflow-wrap: anywhere;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
`;
