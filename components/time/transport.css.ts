import { css } from 'lit';

export const transportStyles = css`
  :host {
    display: contents;
    --way: var(--forward);
    /* A thumb does not grow with the text. */
    --key: min(3rem, 56px);
  }
  un-bar {
    --margin: max(
      var(--space-3),
      env(safe-area-inset-left),
      env(safe-area-inset-right),
      (100% - 44rem - var(--beside-keys, 0px)) / 2
    );
    padding-inline: var(--margin) calc(var(--margin) + var(--beside-keys, 0px));
  }
  :host([backward]) {
    --way: var(--backward);
  }
  .scrub {
    position: relative;
    block-size: 1.75rem;
    margin: 0 var(--space-2);
  }
  .track {
    position: absolute;
    inset: 0.8rem 0 auto;
    block-size: 2px;
    background: linear-gradient(
      to right,
      var(--way) var(--at),
      var(--line-strong) var(--at) var(--recorded),
      var(--line) var(--recorded)
    );
  }
  .tick {
    position: absolute;
    inset-block-start: 0.65rem;
    inline-size: 1px;
    block-size: 0.5rem;
    background: var(--ink-3);
    opacity: 0.55;
  }
  .track,
  .tick {
    forced-color-adjust: none;
  }
  .tick.phase {
    inset-block-start: 0.45rem;
    block-size: 0.875rem;
    opacity: 1;
  }
  .scrub input {
    position: absolute;
    inset: -0.5rem -0.4375rem;
    inline-size: calc(100% + 0.875rem);
    block-size: var(--touch);
    margin: 0;
    appearance: none;
    background: none;
    cursor: pointer;
  }
  .scrub input::-webkit-slider-thumb {
    appearance: none;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    border: 3px solid var(--raised);
    border-radius: 50%;
    background: var(--way);
    box-shadow: 0 0 0 1px var(--way);
  }
  .scrub input::-moz-range-thumb {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border: 3px solid var(--raised);
    border-radius: 50%;
    background: var(--way);
    box-shadow: 0 0 0 1px var(--way);
  }
  .key {
    flex: none;
    /* a picture needs no more air with larger text: so the keys take two rows then, not three */
    padding-inline: min(var(--space-3), 12px);
    /* tapped again and again: a fade would paint at each frame while the numbers come */
    transition: none;
  }
  .key.main {
    flex: 1 1 0;
    min-inline-size: 5.25rem;
    padding-inline: var(--space-1);
    text-wrap: balance;
    letter-spacing: -0.02em;
  }
  @media (max-width: 24rem) {
    .key.main {
      font-size: var(--text-s);
    }
  }
  .grain {
    position: relative;
    inline-size: 4.25rem;
    padding-inline: 2px;
    font-size: var(--text-xs);
  }
  /* Beside an open sheet on a small phone held sideways: all keys in one row. */
  @media (max-height: 30rem) and (min-width: 35rem) and (max-width: 46rem) {
    :host {
      --key: min(2.75rem, 56px);
    }
    .key.main {
      min-inline-size: 4.25rem;
      font-size: var(--text-s);
    }
    .grain {
      inline-size: 4rem;
    }
  }
  .grain select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    /* Below 16 px iOS zooms the page when a field is touched. */
    font-size: 1rem;
    cursor: pointer;
  }
  .grain:has(:focus-visible) {
    outline: 2.5px solid var(--focus);
    outline-offset: 2px;
  }
`;
