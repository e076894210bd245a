import { css } from 'lit';

export const stageStyles = css`
  :host {
    display: block;
    /* marks stand above their neighbours, not above the phase strip */
    isolation: isolate;
    --head-top: var(--below-strip, 0px);
    scroll-margin-block-start: var(--below-strip, 0px);
  }
  /* Which units are shown stays at hand; an open number's sheet needs the room. */
  .choosers {
    display: flex;
    gap: var(--space-2);
    min-block-size: var(--touch);
    background: var(--paper);
    box-shadow: var(--margins, none);
  }
  un-unit-window {
    flex: 1;
    min-inline-size: 0;
  }
  .choosers.held {
    position: var(--held, sticky);
    z-index: 3;
    inset-block-start: var(--below-strip, 0);
  }
  .choosers.held ~ * {
    --head-top: calc(var(--below-strip, 0px) + var(--touch));
  }
  un-gradient-tray {
    margin-block-start: var(--space-4);
  }
`;
