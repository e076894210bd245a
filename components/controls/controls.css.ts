import { css } from 'lit';

/**
 * The keys: native `<button>` and `<a>`, at least 44 px. One `main` key a screen, which says what it will do.
 *
 *   <button class="key">…</button>            quiet
 *   <button class="key main">Step</button>    wide and green; `main backward` is violet, `main danger` red
 *   <button class="key plain">…</button>      no surface of its own: for rows and headers
 */
export const keys = css`
  .key {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: var(--key);
    min-inline-size: var(--key);
    padding: var(--space-1) var(--space-3);
    border: 0;
    border-radius: var(--radius-m);
    background: var(--paper);
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
    line-height: var(--leading-tight);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    user-select: none;
    /* pressed keys darken; the browser's own flash over them would be painted and composed for each tap, too */
    -webkit-tap-highlight-color: transparent;
    transition: background-color var(--quick) var(--ease);
  }
  .key:is(:active, [pressed]) {
    background: color-mix(in srgb, var(--ink) 10%, var(--paper));
  }
  .key.main {
    flex: 1;
    padding-inline: var(--space-4);
    background: var(--forward);
    color: var(--on-forward);
    font-size: var(--text-m);
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .key.main:is(:active, [pressed]) {
    background: color-mix(in srgb, var(--ink) 12%, var(--forward));
  }
  .key.main.backward {
    background: var(--backward);
    color: var(--on-backward);
  }
  .key.main.backward:is(:active, [pressed]) {
    background: color-mix(in srgb, var(--ink) 12%, var(--backward));
  }
  .key.main.danger {
    background: var(--danger);
    color: var(--on-danger);
  }
  .key.plain {
    min-block-size: var(--touch);
    min-inline-size: var(--touch);
    background: none;
  }
  .key.plain:is(:active, [pressed]) {
    background: color-mix(in srgb, var(--ink) 8%, transparent);
  }
  .key:disabled,
  .key[aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }
  @media (hover: hover) {
    .key:not(:disabled, .main):hover {
      background: color-mix(in srgb, var(--ink) 6%, var(--paper));
    }
    .key.plain:not(:disabled):hover {
      background: color-mix(in srgb, var(--ink) 6%, transparent);
    }
    .key.main:not(:disabled):hover {
      filter: brightness(1.06);
    }
  }
  @media (forced-colors: active) {
    .key {
      border: 1px solid ButtonText;
    }
  }
`;

/**
 * A labelled native field, for forms:
 *
 *   <label class="field"><span>Hidden units</span><select>…</select></label>
 *   <label class="field"><span>Text</span><textarea aria-describedby="why"></textarea></label>
 *   <p class="fault" id="why">Expected at least 2 characters, got 1.</p>
 */
export const fields = css`
  .field {
    display: grid;
    gap: var(--space-1);
    min-inline-size: 0;
  }
  .field > span,
  .label {
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  :is(.field, .input) :is(input, select, textarea),
  :is(input, select, textarea).input {
    /* its label is scrolled into sight with it */
    scroll-margin-block-start: 3rem;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--key);
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-m);
    background: var(--surface);
    color: var(--ink);
    /* Below 16 px iOS zooms the page when a field is touched. */
    font-size: max(1rem, 16px);
    line-height: var(--leading);
  }
  .field select {
    appearance: none;
    padding-inline-end: 2.5rem;
    background-image:
      linear-gradient(45deg, transparent 50%, var(--ink-2) 50%),
      linear-gradient(-45deg, transparent 50%, var(--ink-2) 50%);
    background-position:
      right 1.275rem center,
      right 0.95rem center;
    background-size: 0.35rem 0.35rem;
    background-repeat: no-repeat;
  }
  .field textarea {
    resize: vertical;
    line-height: 1.5;
  }
  .field :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--danger);
    box-shadow: inset 0 0 0 1px var(--danger);
  }
  .field :is(input, select, textarea):disabled {
    opacity: 0.55;
  }
  .fault {
    color: var(--danger);
    font-size: var(--text-s);
  }
  input[type='range'] {
    inline-size: 100%;
    block-size: var(--touch);
    margin: 0;
    accent-color: var(--forward);
  }
  input[type='checkbox'] {
    inline-size: 1.375rem;
    block-size: 1.375rem;
    min-block-size: 0;
    accent-color: var(--forward);
  }
`;

/** Keys below one another in a sheet: `<div class="more"><button class="key delete">…</button></div>`. */
export const menu = css`
  .more {
    display: grid;
    gap: var(--space-2);
  }
  .more .key {
    justify-content: flex-start;
    padding-inline: var(--space-4);
    font-size: var(--text-m);
    text-align: start;
  }
  .more .delete {
    color: var(--danger);
  }
`;
