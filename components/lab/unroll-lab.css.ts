import { css } from 'lit';

export const labStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    /* below the phase strip: 3rem of it, its keys among them */
    --below-strip: calc(var(--header) + max(3rem, var(--touch) + 0.25rem));
    /* what is held covers the margins, too */
    --margins: -0.75rem 0 var(--paper), 0.75rem 0 var(--paper);
  }
  /* Large text: what is held would leave no room for the numbers. */
  :host([crowded]) {
    --held: static;
  }
  :host([crowded]) .top {
    position: static;
  }
  .stage {
    flex: 1;
    inline-size: 100%;
    max-inline-size: 44rem;
    margin-inline: auto;
    padding: 0 max(var(--space-3), env(safe-area-inset-left)) calc(var(--space-4) + var(--notice-size));
  }
  .top {
    position: sticky;
    z-index: 1;
    inset-block-start: var(--header);
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: end;
    padding-block: var(--space-1) 0;
    background: var(--paper);
    box-shadow: var(--margins);
  }
  /* Little height, or large text: the room is for the numbers. */
  @media (max-height: 30rem) {
    :host {
      /* the shell's header scrolls away, too, ... */
      --below-strip: 0px;
    }
    .top {
      position: static;
    }
  }
  /* ... or stays, as low as a key, on a phone held sideways. */
  @media (max-height: 30rem) and (min-height: 18rem) and (orientation: landscape) {
    :host(:not([crowded])) {
      --below-strip: var(--touch);
    }
  }
  /* Large text: the phases take the whole width, their names in sight, and the keys stand below them. */
  .top un-phase-strip {
    flex: 1 1 10rem;
    padding-inline: var(--space-1);
  }
  .top .key {
    padding-inline: 0;
    margin-block-start: -0.375rem;
    /* the header lies close above */
    outline-offset: -3px;
  }
  /* Keys have edges there: the header would cut them. */
  @media (forced-colors: active) {
    .top .key {
      margin-block-start: 0;
    }
  }
  un-told {
    --fade: var(--space-3);
    margin-block: var(--fade) var(--space-3);
    padding: var(--space-1) var(--space-2);
    background: var(--paper);
  }
  @media (max-height: 45rem) {
    un-told {
      --fade: var(--space-2);
      margin-block-end: var(--space-1);
    }
  }
  /* What is told stays in sight above the keys; what goes on beneath it fades out. */
  @media screen and (min-height: 30rem) and (max-width: 63.99rem) {
    un-told {
      position: var(--held, sticky);
      z-index: 1;
      inset-block-end: calc(var(--bar-size) + var(--notice-size));
      box-shadow: var(--margins);
    }
    :host(:not([crowded])) un-told::before {
      content: '';
      position: absolute;
      inset: auto -0.75rem 100%;
      block-size: var(--fade);
      background: linear-gradient(to top, var(--paper), transparent);
      pointer-events: none;
    }
  }
  .origin {
    padding-inline: var(--space-2);
    font-size: var(--text-s);
  }
  .origin a {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--touch);
    color: var(--ink-2);
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
  /* A phone held sideways: an open sheet stands beside the rows, which keep the height, where the width is enough. ... */
  @media screen and (max-height: 30rem) and (min-width: 40rem) and (max-width: 63.99rem) {
    :host([beside]) {
      padding-inline-end: var(--beside);
    }
  }
  /* ... Without one, what is told stands there beside the keys, which do not move when a sheet comes. */
  @media screen and (max-height: 30rem) and (min-width: 35rem) and (max-width: 63.99rem) {
    :host(:not([beside], [crowded])) .stage:has(un-told) ~ un-transport {
      --beside-keys: var(--beside);
    }
    :host(:not([crowded])) un-told {
      position: fixed;
      z-index: 3;
      inset: auto 0 0 auto;
      display: grid;
      align-content: center;
      inline-size: var(--beside);
      min-block-size: var(--bar-size);
      margin: 0;
      padding: var(--space-1) max(var(--space-3), env(safe-area-inset-right)) var(--space-1) var(--space-2);
      background: var(--raised);
      border-block-start: 1px solid var(--line);
    }
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
      --held: static;
      display: block;
      padding: 0;
      print-color-adjust: exact;
    }
    .top,
    un-told {
      position: static;
    }
    .top .key,
    .covered,
    un-transport,
    un-guess,
    un-lesson-sheet,
    un-lab-settings,
    un-number-sheet {
      display: none;
    }
    un-legend {
      margin-block-start: var(--space-5);
    }
    aside {
      position: static;
      display: block;
      inline-size: auto;
      max-inline-size: 44rem;
      margin-inline: auto;
      padding: var(--space-5) var(--space-3) 0;
      border: 0;
      overflow: visible;
    }
  }
`;
