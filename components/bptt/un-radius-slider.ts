import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { weightName } from '../../src/formula/bptt-tex.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatNumber } from '../controls/number-format.ts';
import { nameTemplate } from '../formula/label.ts';
import { base } from '../styles/base.css.ts';
import type { BpttControls, BpttState } from './contract.ts';

/** The slider of the recurrent weight's spectral radius: it scales the weight as a whole. */
@customElement('un-radius-slider')
@localized()
export class RadiusSlider extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    css`
      :host {
        display: block;
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-2);
        font-size: var(--text-s);
      }
      label {
        color: var(--ink-2);
      }
      .radius {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
      }
      output {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      .key.plain {
        padding-inline: var(--space-2);
        text-decoration: underline;
        text-underline-offset: 0.25em;
      }
      input[type='range'] {
        flex: 1 0 100%;
        margin-block: -0.5rem -0.25rem;
        accent-color: var(--backward);
      }
      /* A phone held sideways: in the height of one key the way back stands beside the slider. */
      @media (max-height: 30rem) and (min-width: 40rem) {
        .radius {
          flex-basis: 100%;
        }
        input[type='range'] {
          flex: 1 0 8rem;
          inline-size: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BpttControls;
  @property({ attribute: false }) state!: BpttState;

  override render() {
    const { radius, trainedRadius, document } = this.state;
    const { least, most, step } = this.session.limits.radius;
    const [shown, trained] = [formatNumber(radius), formatNumber(trainedRadius)];
    return html`<div class="words">
      <div class="radius">
        <label for="radius"
          >${msg('Spectral radius', { id: 'bptt.radius' })}
          ρ(${nameTemplate(weightName(this.state.written, 'h'))})</label
        >
        <output for="radius">${shown}</output>
      </div>
      <button
        class="key plain"
        ?disabled=${document.radius === undefined}
        @click=${() => this.session.edit({ radius: undefined })}
      >
        ${msg(str`as trained: ${trained}`, { id: 'bptt.as-trained' })}
      </button>
      <input
        id="radius"
        type="range"
        min=${least}
        max=${most}
        step=${step}
        .value=${String(radius)}
        aria-valuetext=${shown}
        @input=${(event: Event) => this.session.edit({ radius: (event.target as HTMLInputElement).valueAsNumber })}
      />
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-radius-slider': RadiusSlider;
  }
}
