import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { ParameterSpec } from '../../src/nn/equation.ts';
import { parameterName, type Name } from '../../src/formula/names.ts';
import type { Choice, Segmented } from '../controls/segmented.ts';
import '../controls/segmented.ts';
import { nameTemplate, nameText } from '../formula/label.ts';
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
    fold,
    css`
      :host {
        display: block;
        border-block-start: 1px solid var(--line);
      }
      un-segmented {
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
      <un-segmented
        label=${msg('Parameter', { id: 'tray.parameter' })}
        .choices=${parameters.map(({ name, shape }) => choice(parameterName(pass.trace, name), { name, shape }))}
        .value=${chosen}
        @change=${(event: Event) => (this.parameter = (event.target as Segmented).value)}
      ></un-segmented>
      <un-parameter-grid .pass=${pass} .parameter=${chosen}></un-parameter-grid>
    </details>`;
  }
}

function choice(letter: Name, { name, shape }: Pick<ParameterSpec, 'name' | 'shape'>): Choice {
  const size = shape.join(' × ');
  return {
    value: name,
    label: html`${nameTemplate(letter)} · ${size}`,
    spoken: `${nameText(letter)}, ${size}`,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'un-lab-weights': LabWeights;
  }
}
