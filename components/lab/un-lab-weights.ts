import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { parameterName } from '../../src/formula/names.ts';
import { fields } from '../controls/controls.css.ts';
import { nameText } from '../formula/label.ts';
import '../network/un-parameter-grid.ts';
import { fold } from '../controls/fold.css.ts';
import { base } from '../styles/base.css.ts';
import type { LabState } from './contract.ts';
import { LabPass } from './lab-pass.ts';

/** All weights and biases of the network, a parameter at a time; a tapped one opens in the sheet, where it is edited. */
@customElement('un-lab-weights')
@localized()
export class LabWeights extends LitElement {
  static override styles = [
    base,
    fields,
    fold,
    css`
      :host {
        display: block;
        border-block-start: 1px solid var(--line);
      }
      .field {
        margin-block-end: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) lab!: LabState;
  @state() private parameter = '';

  override render() {
    const pass = new LabPass(this.lab);
    const { parameters } = pass.trace;
    const chosen = parameters.some(({ name }) => name === this.parameter) ? this.parameter : parameters[0].name;
    return html`<details>
      <summary>${msg('Weights and biases', { id: 'settings.weights' })}</summary>
      <label class="field">
        <span>${msg('Parameter', { id: 'tray.parameter' })}</span>
        <select @change=${(event: Event) => (this.parameter = (event.target as HTMLSelectElement).value)}>
          ${parameters.map(
            ({ name, shape }) =>
              html`<option value=${name} ?selected=${name === chosen}>
                ${nameText(parameterName(pass.trace, name)).replace(' ', '_')} · ${shape.join(' × ')}
              </option>`,
          )}
        </select>
      </label>
      <un-parameter-grid .pass=${pass} .parameter=${chosen}></un-parameter-grid>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-lab-weights': LabWeights;
  }
}
