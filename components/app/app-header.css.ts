import { css } from 'lit';

export const headerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    z-index: 3;
    background: var(--paper);
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    min-block-size: var(--header);
    padding: max(var(--space-1), env(safe-area-inset-top)) max(var(--space-1), env(safe-area-inset-right))
      var(--space-1) max(var(--space-1), env(safe-area-inset-left));
  }
  /* As wide as the first screen's column. */
  .first {
    max-inline-size: calc(var(--measure) + 2 * var(--gutter));
    margin-inline: auto;
    padding-inline: var(--gutter) max(var(--space-1), env(safe-area-inset-right));
  }
  /* In sight wherever the page is scrolled to: the focus here must not scroll it. */
  a,
  button {
    scroll-margin-block-start: calc(-1 * var(--header));
  }
  .titles {
    flex: 1;
    min-inline-size: 0;
  }
  h1 {
    font-size: var(--text-l);
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: var(--leading-tight);
    overflow-wrap: anywhere;
  }
  .first h1 {
    font-size: var(--text-xl);
    letter-spacing: -0.015em;
  }
  /* the heading takes the focus after a change of screens, as a place to read from: nothing can be done with it */
  h1:focus-visible {
    outline: none;
  }
  p {
    margin-block-start: 1px;
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: var(--leading-tight);
    overflow-wrap: anywhere;
  }
  /* A phone held sideways: as low as a key. */
  @media (max-height: 30rem) and (min-height: 18rem) and (orientation: landscape) {
    header {
      min-block-size: var(--touch);
      padding-block: env(safe-area-inset-top) 0;
    }
    .inner .titles {
      display: flex;
      align-items: baseline;
      column-gap: var(--space-3);
    }
    .inner :is(h1, p) {
      margin: 0;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .inner h1 {
      flex: none;
      max-inline-size: 70%;
    }
  }
  .back {
    font-size: var(--text-l);
  }
  .language {
    flex: none;
    font-weight: 400;
    padding-inline: var(--space-3);
  }
  .theme {
    display: none;
  }
  /* With large text on a phone the title needs the whole width: it stands below the keys. */
  @container (max-width: 14em) {
    .inner {
      flex-wrap: wrap;
      justify-content: space-between;
    }
    .inner .titles {
      order: 1;
      flex: 1 0 100%;
      padding-inline: var(--space-3);
    }
  }
  @media (min-width: 48rem) {
    /* On the first screen it stands among the settings. */
    .inner .theme {
      display: block;
    }
    select {
      min-block-size: var(--touch);
      padding-inline: var(--space-2);
      border: 0;
      border-radius: var(--radius-m);
      background: var(--paper);
      color: var(--ink-2);
      font-size: var(--text-s);
      cursor: pointer;
    }
    .inner {
      padding-inline: var(--space-3);
    }
  }
  @media (min-width: 56rem) {
    .first {
      max-inline-size: 64rem;
      padding-inline: var(--space-5) var(--space-3);
    }
  }
  /* On paper: the titles, above the column. */
  @media print {
    header {
      max-inline-size: 44rem;
      margin-inline: auto;
      padding-inline: var(--space-3);
    }
    .key,
    .inner .theme {
      display: none;
    }
  }
`;
