import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';

@customElement('unroll-app')
@localized()
export class UnrollApp extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-block-size: 100dvh;
      padding: var(--space-4);
    }
    h1 {
      font-size: var(--text-xl);
      font-weight: 650;
      margin: 0 0 var(--space-1);
    }
    p {
      color: var(--ink-2);
      margin: 0;
    }
  `;

  override render() {
    return html`
      <main>
        <h1>Unroll</h1>
        <p>${msg('Tap through networks, then train them for real.', { id: 'app.motto' })}</p>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-app': UnrollApp;
  }
}
