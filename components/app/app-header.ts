import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { Theme } from '../../src/app/preferences.ts';
import { keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { base } from '../styles/base.css.ts';
import { headerStyles } from './app-header.css.ts';
import { chooseLanguage, chooseTheme, goBack, type Address } from './contract.ts';
import { languageNames, shownLanguage } from './language.ts';
import { themeChoices } from './theme-choices.ts';

/** Two taps within so many milliseconds are one: the second would leave the screen that the first led to. */
const DOUBLE_TAP = 400;

/** The share of the window's height that it may hold. */
const MOST_HELD = 0.16;

/** What stands above every screen: the way back, what this is, the other language, and on wide screens the theme. */
@customElement('un-app-header')
@localized()
export class AppHeader extends LitElement {
  static override styles = [base, keys, headerStyles];

  /** `title` is taken: every element has it, for tooltips. */
  @property() heading = '';
  @property() subheading = '';
  /** One level up, for who opens it in a tab of its own; without it this is the first screen. */
  @property({ attribute: false }) parent: Address | undefined;
  @property({ attribute: false }) theme: Theme = 'system';

  /** When the back key was tapped last: the time of the tap, however busy the page is. Milliseconds. */
  private tappedAt = -Infinity;
  /** With large text on a phone it would take a third of the window: then it scrolls away with the page. */
  private readonly size = new ResizeObserver(() =>
    this.toggleAttribute('large', this.offsetHeight > innerHeight * MOST_HELD),
  );
  @query('h1') private readonly headingElement!: HTMLElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.size.disconnect();
  }

  /** Moves the focus to the heading, where reading begins after a change of screen. */
  focusHeading(): void {
    this.headingElement.focus({ preventScroll: true });
  }

  override render() {
    const other = shownLanguage() === 'en' ? 'zh-Hans' : 'en';
    return html`<header class=${this.parent ? 'inner' : 'first'}>
      ${
        this.parent
          ? html`<a
              class="key plain back"
              href=${this.parent}
              aria-label=${msg('Back', { id: 'app.back' })}
              @click=${this.back}
              >${icons.back}</a
            >`
          : nothing
      }
      <div class="titles">
        <h1 tabindex="-1">${this.heading}</h1>
        ${this.subheading ? html`<p>${this.subheading}</p>` : nothing}
      </div>
      <label class="theme">
        <span class="spoken">${msg('Theme', { id: 'app.theme' })}</span>
        <select @change=${this.pickTheme}>
          ${themeChoices().map(
            ({ value, label }) => html`<option value=${value} ?selected=${value === this.theme}>${label}</option>`,
          )}
        </select>
      </label>
      <button class="key plain language" lang=${other} @click=${() => chooseLanguage(this, other)}>
        ${languageNames[other]}
      </button>
    </header>`;
  }

  /** To where the reader came from. */
  private back(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const isDouble = event.timeStamp - this.tappedAt < DOUBLE_TAP;
    this.tappedAt = event.timeStamp;
    if (!isDouble) goBack(this);
  }

  private pickTheme(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const chosen = themeChoices().find((choice) => choice.value === value);
    if (chosen) chooseTheme(this, chosen.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-app-header': AppHeader;
  }
}
