import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { OfflineState } from '../../src/app/offline.ts';
import type { Theme } from '../../src/app/preferences.ts';
import type { StorageUse } from '../../src/store/storage.ts';
import { chooseLanguage, chooseTheme } from '../app/contract.ts';
import { languageNames, shownLanguage } from '../app/language.ts';
import { themeChoices } from '../app/theme-choices.ts';
import { keys } from '../controls/controls.css.ts';
import { formatBytes } from '../controls/number-format.ts';
import '../controls/segmented.ts';
import type { Choice } from '../controls/segmented.ts';
import { base } from '../styles/base.css.ts';
import { rows } from './rows.css.ts';

const languages: readonly Choice<keyof typeof languageNames>[] = [
  { value: 'en', label: languageNames.en, lang: 'en' },
  { value: 'zh-Hans', label: languageNames['zh-Hans'], lang: 'zh-Hans' },
];

/**
 * How the app looks and speaks, and what it keeps on this device.
 * @fires install-app - install was tapped
 */
@customElement('un-device-panel')
@localized()
export class DevicePanel extends LitElement {
  static override styles = [
    base,
    keys,
    rows,
    css`
      .row {
        padding-block: var(--space-3);
      }
      un-segmented {
        flex: 2 1 15rem;
      }
      .words {
        flex: 1 1 7rem;
      }
    `,
  ];

  @property({ attribute: false }) offline: OfflineState = { status: 'preparing' };
  @property({ attribute: false }) storage: StorageUse | undefined;
  @property({ attribute: false }) theme: Theme = 'system';
  @property({ type: Boolean, attribute: false }) canInstall = false;

  override render() {
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('This device', { id: 'device.title' })}</h2>
      <div class="list">
        ${this.row(
          msg('Language', { id: 'device.language' }),
          html`<un-segmented
            label=${msg('Language', { id: 'device.language' })}
            label-hidden
            .choices=${languages}
            .value=${shownLanguage()}
            @change=${this.pickLanguage}
          ></un-segmented>`,
        )}
        ${this.row(
          msg('Theme', { id: 'app.theme' }),
          html`<un-segmented
            label=${msg('Theme', { id: 'app.theme' })}
            label-hidden
            .choices=${themeChoices()}
            .value=${this.theme}
            @change=${this.pickTheme}
          ></un-segmented>`,
        )}
        ${this.row(msg('Without a network', { id: 'device.offline' }), undefined, this.offlineText())}
        ${this.storage ? this.row(msg('Storage', { id: 'device.storage' }), undefined, ...this.storageTexts(this.storage)) : nothing}
        ${this.canInstall ? this.installRow() : nothing}
      </div>
    </section>`;
  }

  private row(title: string, control?: unknown, ...texts: readonly string[]) {
    return html`<div class="row">
      <span class="words"><b>${title}</b>${texts.map((text) => html`<span>${text}</span>`)}</span>
      ${control ?? nothing}
    </div>`;
  }

  private installRow() {
    const install = () => this.dispatchEvent(new CustomEvent('install-app', { bubbles: true, composed: true }));
    return this.row(
      msg('Install', { id: 'device.install' }),
      html`<button class="key" @click=${install}>${msg('Add to home screen', { id: 'device.install-key' })}</button>`,
      msg('Opens like any other app, in its own window.', { id: 'device.install-text' }),
    );
  }

  private offlineText(): string {
    const { offline } = this;
    switch (offline.status) {
      case 'ready':
        return msg(str`All ${offline.files} files are on this device.`, { id: 'device.offline-ready' });
      case 'preparing':
        return msg('The files are being stored.', { id: 'device.offline-preparing' });
      case 'incomplete':
        return msg(str`Files missing: ${offline.missing.length}. Reload with a network to fetch them.`, {
          id: 'device.offline-incomplete',
        });
      case 'off':
        return msg('This browser or server does not keep the app: it needs a network to open.', {
          id: 'device.offline-off',
        });
      case 'failed':
        return msg(str`Not stored: ${offline.reason}`, { id: 'device.offline-failed' });
    }
  }

  private storageTexts({ used, left, persistent }: StorageUse): readonly string[] {
    const amounts =
      used === undefined || left === undefined
        ? msg('This browser does not say how much is used.', { id: 'device.storage-unknown' })
        : msg(str`${formatBytes(used)} used, ${formatBytes(left)} left.`, { id: 'device.storage-amounts' });
    const keeping = persistent
      ? msg('The browser keeps it until you delete it.', { id: 'device.persistent' })
      : msg('The browser may clear it when space runs out.', { id: 'device.not-persistent' });
    return [amounts, keeping];
  }

  private pickLanguage(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    const chosen = languages.find((language) => language.value === value);
    if (chosen) chooseLanguage(this, chosen.value);
  }

  private pickTheme(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    const chosen = themeChoices().find((theme) => theme.value === value);
    if (chosen) chooseTheme(this, chosen.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-device-panel': DevicePanel;
  }
}
