import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { OwnText } from '../../src/app/train-form.ts';
import type { Normalisation, TextFacts } from '../../src/datasets/normalise.ts';
import { fields } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import '../controls/segmented.ts';
import type { Segmented } from '../controls/segmented.ts';
import '../controls/stepper.ts';
import type { Stepper } from '../controls/stepper.ts';
import { base } from '../styles/base.css.ts';

/**
 * What may be done to a text before it is learned, and what that would do.
 *
 * @fires tidy - something else is wanted
 */
@customElement('un-tidy-text')
@localized()
export class TidyText extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
        font-size: var(--text-s);
      }
      .effect {
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        text-wrap: pretty;
      }
      .quiet {
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) normalisation: Normalisation | undefined;
  @property({ attribute: false }) given: OwnText['given'] | undefined;
  /** What is left of it; absent where that cannot be learned. */
  @property({ attribute: false }) left: TextFacts | undefined;

  override render() {
    const { normalisation, given } = this;
    if (normalisation === undefined || given === undefined) return nothing;
    const { foldCase, rare, least } = normalisation;
    return html`${
        given.hasCase || foldCase
          ? html`<label>
              <input
                type="checkbox"
                .checked=${foldCase}
                @change=${(event: Event) => this.say({ foldCase: (event.target as HTMLInputElement).checked })}
              />
              ${msg('Small letters only: A and a become one', { id: 'train.tidy.case' })}
            </label>`
          : nothing
      }
      <un-segmented
        label=${msg('Rare characters', { id: 'train.tidy.rare' })}
        .choices=${[
          { value: 'keep', label: msg('Keep', { id: 'train.tidy.keep' }) },
          { value: 'drop', label: msg('Leave out', { id: 'train.tidy.drop' }) },
          { value: 'replace', label: msg('Replace by □', { id: 'train.tidy.replace' }) },
        ]}
        .value=${rare}
        @change=${(event: Event) => this.say({ rare: (event.target as Segmented).value as Normalisation['rare'] })}
      ></un-segmented>
      ${
        rare === 'keep'
          ? nothing
          : html`<un-stepper
              label=${msg('Rare is what comes fewer times than', { id: 'train.tidy.least' })}
              min="2"
              max="100"
              .value=${least}
              @change=${(event: Event) => this.say({ least: (event.target as Stepper).value })}
            ></un-stepper>`
      }
      <p class="effect" role="status">${this.effect(given)}</p>`;
  }

  private effect(given: TextFacts) {
    const { left } = this;
    if (left === undefined) return nothing;
    const [before, after] = [formatCount(given.distinct), formatCount(left.distinct)];
    if (left.distinct === given.distinct && left.characters === given.characters) {
      return html`<span class="quiet">
        ${
          given.distinct === 1
            ? msg('As it is: one character, over and over.', { id: 'train.tidy.none.one' })
            : msg(str`As it is: ${before} different characters. Fewer are learned faster.`, { id: 'train.tidy.none' })
        }
      </span>`;
    }
    const gone = given.characters - left.characters;
    const share = formatCount(gone);
    return gone === 0
      ? msg(str`${before} different characters become ${after}.`, { id: 'train.tidy.effect' })
      : msg(
          str`${before} different characters become ${after}; ${share} of the text’s ${formatCount(given.characters)} are left out.`,
          {
            id: 'train.tidy.effect-gone',
          },
        );
  }

  private say(change: Partial<Normalisation>): void {
    if (this.normalisation === undefined) return;
    this.dispatchEvent(new CustomEvent('tidy', { detail: { ...this.normalisation, ...change } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-tidy-text': TidyText;
  }
  interface HTMLElementEventMap {
    tidy: CustomEvent<Normalisation>;
  }
}
