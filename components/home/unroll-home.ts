import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { OfflineState } from '../../src/app/offline.ts';
import { formatBytes } from '../controls/number-format.ts';
import { Observe } from '../controllers/observe.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import { base } from '../styles/base.css.ts';
import './about.ts';
import './coming-list.ts';
import { recurrence, type Section } from './chapter.ts';
import type { HomeSources } from './contract.ts';
import './device-panel.ts';
import './last-run.ts';
import './section-list.ts';

/** The first screen: what to go on with, the chapter, training, and this device. */
@customElement('unroll-home')
@localized()
export class UnrollHome extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        inline-size: 100%;
        max-inline-size: calc(var(--measure) + 2 * var(--gutter));
        margin-inline: auto;
        padding: var(--space-1) var(--gutter) max(var(--space-6), env(safe-area-inset-bottom));
      }
      .column {
        display: grid;
        align-content: start;
        gap: var(--space-5);
      }
      .column + .column {
        margin-block-start: var(--space-5);
      }
      .lost {
        margin-block-end: var(--space-4);
        padding: var(--space-3) var(--space-4);
        border-inline-start: 3px solid var(--line-strong);
        color: var(--ink-2);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      @media (min-width: 56rem) {
        :host {
          max-inline-size: 64rem;
          padding: var(--space-4) var(--space-5) var(--space-6);
        }
        .columns {
          display: grid;
          grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
          gap: var(--space-6);
          align-items: start;
        }
        .column + .column {
          margin-block-start: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) sources: HomeSources | undefined;
  /** An address that named nothing and led here. */
  @property({ attribute: false }) lostAddress = '';

  private readonly offline = new Observe(this, () => this.sources?.offline$);
  private readonly lastRun = new Observe(this, () => this.sources?.lastRun$);
  private readonly storage = new Observe(this, () => this.sources?.storage$);
  private readonly theme = new Observe(this, () => this.sources?.theme$);
  private readonly canInstall = new Observe(this, () => this.sources?.canInstall$);

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => ({ title: 'Unroll', subtitle: this.state() })));
  }

  override render() {
    return html`${
        this.lostAddress
          ? html`<p class="lost" role="status">
              ${msg(str`There is no screen at “${this.lostAddress}”. Here is everything there is.`, { id: 'home.lost' })}
            </p>`
          : nothing
      }
      <div class="columns">
        <div class="column">
          <un-last-run .last=${this.lastRun.value ?? { status: 'reading' }}></un-last-run>
          <un-section-list .section=${recurrence()}></un-section-list>
          <un-section-list .section=${training()}></un-section-list>
          <un-coming-list></un-coming-list>
        </div>
        <div class="column">
          <un-device-panel
            .offline=${this.offline.value ?? { status: 'preparing' }}
            .storage=${this.storage.value}
            .theme=${this.theme.value ?? 'system'}
            .canInstall=${this.canInstall.value ?? false}
          ></un-device-panel>
          <un-about></un-about>
        </div>
      </div>`;
  }

  private state(): string {
    const offline = this.offline.value;
    return offline
      ? offlineLine(offline, this.storage.value?.used)
      : msg('Recurrent networks, step by step', { id: 'home.motto' });
  }
}

/** One line for the header; the panel below says more. */
/** @param used everything kept on this device, as the panel below says it; bytes */
function offlineLine(state: OfflineState, used: number | undefined): string {
  switch (state.status) {
    case 'ready': {
      const size = formatBytes(used ?? state.bytes);
      return matchMedia('(pointer: coarse)').matches
        ? msg(str`Ready offline · ${size} on this phone`, { id: 'home.ready-phone' })
        : msg(str`Ready offline · ${size} on this computer`, { id: 'home.ready-computer' });
    }
    case 'preparing':
      return msg('Storing for offline use …', { id: 'home.preparing' });
    case 'incomplete':
    case 'failed':
      return msg('Not ready offline', { id: 'home.not-ready' });
    case 'off':
      return msg('Recurrent networks, step by step', { id: 'home.motto' });
  }
}

const training = (): Section => ({
  title: msg('Training', { id: 'home.training-title' }),
  lessons: [
    {
      title: msg('Train on real text', { id: 'home.train' }),
      about: msg('Austen, Tang poems or your own words; saved and resumed here', { id: 'home.train-about' }),
      to: '#/train',
    },
    {
      title: msg('Your runs', { id: 'train.runs' }),
      about: msg('Kept on this device: go on, compare, let them write', { id: 'home.runs-about' }),
      to: '#/runs',
    },
  ],
});

declare global {
  interface HTMLElementTagNameMap {
    'unroll-home': UnrollHome;
  }
}
