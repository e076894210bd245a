import { css } from 'lit';

export const transportStyles = css`
  :host {
    display: contents;
    --way: var(--forward);
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
  }
  .key.main {
    flex: 1;
    min-inline-size: 6rem;
  }
  .grain {
    position: relative;
    padding: 0;
  }
  button.grain {
    padding-inline: var(--space-3);
    min-inline-size: 4.75rem;
  }
  .grain select {
    appearance: none;
    max-inline-size: 6.5rem;
    block-size: 100%;
    min-block-size: var(--key);
    padding: 0 var(--space-3);
    border: 0;
    border-radius: var(--radius-m);
    background: none;
    color: inherit;
    font-weight: 600;
    text-align: center;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  .grain select option {
    background: var(--surface);
    color: var(--ink);
  }
  .grain:has(:focus-visible) {
    outline: 2.5px solid var(--focus);
    outline-offset: 2px;
  }
`;
