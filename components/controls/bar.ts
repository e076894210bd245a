import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../styles/base.css.ts';

/**
 * The bar at the thumb: last child of a screen's flex column, stays at the bottom of the window. Its content is slotted
 * as it is; keys stand in a row. It tells its height to the page (`--bar-size`), so that notices stand above it and
 * what gets the focus is scrolled clear of it.
 *
 *   <un-bar><input slot="above" type="range" …><button class="key">…</button><button class="key main">Step</button></un-bar>
 *
 * @slot above - a row of its own above the keys
 */
@customElement('un-bar')
export class Bar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: sticky;
        z-index: 2;
        inset-block-end: 0;
        display: block;
        margin-block-start: auto;
        padding: var(--space-2) max(var(--space-3), env(safe-area-inset-right))
          max(var(--space-3), env(safe-area-inset-bottom)) max(var(--space-3), env(safe-area-inset-left));
        border-block-start: 1px solid var(--line);
        background: var(--raised);
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        align-items: stretch;
        gap: var(--space-2);
      }
      /* The page keeps what gets the focus clear of the bar: not the bar's own keys, for which it would scroll in vain. */
      ::slotted(*) {
        scroll-margin-block-end: calc(-1 * var(--bar-size) - var(--space-2));
      }
    `,
  ];

  private readonly size = new ResizeObserver(() => this.tell(this.offsetHeight));

  override connectedCallback(): void {
    super.connectedCallback();
    this.size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.size.disconnect();
    this.tell(0);
  }

  override firstUpdated(): void {
    // Before the first frame: the observer speaks only when the page is painted.
    this.tell(this.offsetHeight);
  }

  override render() {
    return html`<slot name="above"></slot>
      <div class="keys"><slot></slot></div>`;
  }

  private tell(pixels: number): void {
    document.documentElement.style.setProperty('--bar-size', `${pixels}px`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-bar': Bar;
  }
}
