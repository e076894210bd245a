import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { fields } from '../controls/controls.css.ts';
import { base } from '../styles/base.css.ts';
import { orders, type Order } from './order.ts';

/** Which runs are shown, and in which order. */
export interface RunQuery {
  readonly search: string;
  readonly order: Order;
}

/**
 * A search field and an order for the kept runs.
 *
 * @fires find-runs - with each letter, and when another order is chosen
 */
@customElement('un-run-finder')
@localized()
export class RunFinder extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) query: RunQuery = { search: '', order: 'recent' };

  override render() {
    const { search, order } = this.query;
    return html`<label class="field">
        <span>${msg('Search', { id: 'runs.search' })}</span>
        <input
          type="search"
          .value=${search}
          autocomplete="off"
          @input=${(event: Event) => this.find({ search: (event.target as HTMLInputElement).value })}
        />
      </label>
      <label class="field">
        <span>${msg('Order', { id: 'runs.order' })}</span>
        <select @change=${(event: Event) => this.sort(event.target as HTMLSelectElement)}>
          ${orders.map((each) => html`<option .value=${each} ?selected=${each === order}>${orderName(each)}</option>`)}
        </select>
      </label>`;
  }

  private sort({ value }: HTMLSelectElement): void {
    const order = orders.find((each) => each === value);
    if (order !== undefined) this.find({ order });
  }

  private find(change: Partial<RunQuery>): void {
    this.dispatchEvent(new CustomEvent('find-runs', { detail: { ...this.query, ...change } }));
  }
}

function orderName(order: Order): string {
  switch (order) {
    case 'recent':
      return msg('Last touched', { id: 'runs.order.recent' });
    case 'loss':
      return msg('Lowest loss', { id: 'runs.order.loss' });
    case 'name':
      return msg('Name', { id: 'runs.name' });
    case 'created':
      return msg('Newest', { id: 'runs.order.created' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-finder': RunFinder;
  }
  interface HTMLElementEventMap {
    'find-runs': CustomEvent<RunQuery>;
  }
}
