import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Theme } from '../../src/app/preferences.ts';
import type { Route } from '../../src/app/router.ts';
import { behindFrame } from '../controllers/behind-frame.ts';
import { Pressing } from '../controllers/pressing.ts';
import { keys } from '../controls/controls.css.ts';
import { base } from '../styles/base.css.ts';
import './app-header.ts';
import type { AppHeader } from './app-header.ts';
import type { Address, NoticeDetail, ScreenTitleDetail } from './contract.ts';
import { failureText } from './failure-text.ts';
import './notices.ts';
import type { Notices } from './notices.ts';
import { Screens, type ScreenLoader } from './screens.ts';
import { shellStyles } from './unroll-app.css.ts';

/** The shell: header, the screen of the route, messages. contract.ts says how screens speak with it. */
@customElement('unroll-app')
@localized()
export class UnrollApp extends LitElement {
  static override styles = [base, keys, shellStyles];

  @property({ attribute: false }) route: Route | undefined;
  /** The hash of the route, and of the screen to which back leads. */
  @property({ attribute: false }) address: Address = '#/';
  @property({ attribute: false }) parent: Address | undefined;
  @property({ attribute: false }) theme: Theme = 'system';
  @property({ attribute: false }) loadScreen: ScreenLoader | undefined;

  @state() private screenTitle: ScreenTitleDetail = { title: 'Unroll' };
  @query('un-app-header') private readonly header!: AppHeader;
  @query('un-notices') private readonly notices!: Notices;
  private readonly screens = new Screens(this);
  protected readonly pressing = new Pressing(this);

  constructor() {
    super();
    this.addEventListener('screen-title', ({ detail }) => (this.screenTitle = detail));
    this.addEventListener('sheet-open', ({ detail }) => this.notices.standOver(detail));
    this.addEventListener('notice', ({ detail }) => void this.showNotice(detail));
  }

  /**
   * Shows a message, of a screen or one that does not come from one: an update, an error of the page. An open sheet gives
   * it room, so it waits for a finger that is down, and its click: it would find another key under it.
   */
  async showNotice(notice: NoticeDetail): Promise<void> {
    await Promise.all([this.updateComplete, this.pressing.lifted]);
    await behindFrame();
    this.notices.show(notice);
  }

  screenChanged(): void {
    this.header.focusHeading();
  }

  override render() {
    const { title, subtitle = '' } = this.heading();
    return html`<un-app-header
        .heading=${title}
        .subheading=${subtitle}
        .parent=${this.parent}
        .theme=${this.theme}
      ></un-app-header>
      <main>${this.content()}</main>
      <un-notices></un-notices>`;
  }

  /** The screen's last word, once there is a screen. */
  private heading(): ScreenTitleDetail {
    return this.screens.state.status === 'failed' ? { title: 'Unroll' } : this.screenTitle;
  }

  private content() {
    const { state } = this.screens;
    switch (state.status) {
      case 'opening':
        return html`<p class="message opening" role="status">${msg('Opening …', { id: 'app.opening' })}</p>`;
      case 'shown':
        return state.screen;
      case 'failed':
        return this.failure(state.error);
    }
  }

  private failure(error: unknown) {
    return html`<section class="message">
      <h2>${msg('This screen could not be opened', { id: 'app.failed.title' })}</h2>
      <p>${failureText(error)}</p>
      <p class="detail">${error instanceof Error ? error.message : String(error)}</p>
      <div class="keys">
        <button class="key main" @click=${this.open}>${msg('Try again', { id: 'app.retry' })}</button>
        <button class="key" @click=${() => location.reload()}>${msg('Reload', { id: 'app.reload' })}</button>
      </div>
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // before the next screen is loaded, which may have something to say itself
    if (changed.has('route') && this.hasUpdated) this.notices.leaveScreen();
    if (changed.has('route') || changed.has('loadScreen')) this.open();
  }

  protected override updated(): void {
    const { title } = this.heading();
    document.title = title === 'Unroll' ? title : msg(str`${title} · Unroll`, { id: 'app.document-title' });
  }

  private readonly open = (): void => {
    const { route, loadScreen: load, address } = this;
    if (route && load) void this.screens.open(route, { load, address });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-app': UnrollApp;
  }
}
