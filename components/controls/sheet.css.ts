import { css } from 'lit';

/** On a phone the sheet rises from the bottom edge; on a wide screen it is a panel at the side, below the header. */
export const sheetStyles = css`
  :host {
    display: contents;
  }
  .panel {
    position: fixed;
    inset: auto 0 0;
    inline-size: 100%;
    max-inline-size: 40rem;
    max-block-size: var(--sheet-size, min(62dvh, 34rem));
    margin: 0 auto;
    padding: 0;
    border: 0;
    border-radius: var(--radius-xl) var(--radius-xl) 0 0;
    background: var(--raised);
    color: var(--ink);
    box-shadow: var(--shadow);
    overflow: visible;
    flex-direction: column;
    transition:
      transform var(--calm) var(--ease),
      overlay var(--calm) allow-discrete,
      display var(--calm) allow-discrete;
    transform: translateY(100%);
  }
  .panel:popover-open {
    display: flex;
    transform: translateY(var(--dragged, 0));
  }
  @starting-style {
    .panel:popover-open {
      transform: translateY(100%);
    }
  }
  .panel.dragging {
    transition: none;
  }
  .panel:focus-visible {
    outline: none;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    flex: none;
    padding: var(--space-1) var(--space-2) 0 var(--space-5);
    touch-action: none;
    cursor: grab;
  }
  .grip {
    position: absolute;
    inset: var(--space-2) 0 auto;
    inline-size: 2.25rem;
    block-size: 0.25rem;
    margin-inline: auto;
    border-radius: var(--radius-full);
    background: var(--line-strong);
  }
  .title {
    flex: 1;
    min-inline-size: 0;
    padding-block: var(--space-3) var(--space-1);
  }
  h2 {
    font-size: var(--text-l);
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: var(--leading-tight);
  }
  .content {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: var(--space-1) var(--space-5) max(var(--space-5), env(safe-area-inset-bottom));
    /* messages stand at its foot: nothing that is read lies below them */
    margin-block-end: var(--notice-size);
  }
  /* Little height: the room for them comes on top. */
  @media (max-height: 30rem) and (max-width: 39.99rem) {
    .panel {
      max-block-size: min(100dvh - var(--touch), var(--sheet-size, 62dvh) + var(--notice-size));
    }
  }
  @media (min-width: 64rem), (min-width: 40rem) and (max-height: 30rem) {
    .panel {
      inset: var(--sheet-top, var(--header)) 0 0 auto;
      inline-size: var(--beside);
      max-block-size: none;
      block-size: auto;
      margin: 0;
      border-inline-start: 1px solid var(--line);
      border-radius: 0;
      box-shadow: none;
      transform: translateX(100%);
    }
    .panel:popover-open {
      transform: none;
    }
    @starting-style {
      .panel:popover-open {
        transform: translateX(100%);
      }
    }
    .grip {
      display: none;
    }
    header {
      cursor: auto;
      touch-action: auto;
    }
  }
  /* The header scrolls away there. */
  @media (max-height: 30rem) {
    .panel {
      --sheet-top: 0;
    }
  }
  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
  }
`;
