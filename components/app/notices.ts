import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import '../controls/notice.ts';
import type { NoticeDetail } from './contract.ts';

interface Shown extends NoticeDetail {
  readonly id: string;
}

/** How long a note stays that asks for nothing, in milliseconds. */
const STAY = 6000;
/** More would cover the screen: the oldest goes. */
const MOST = 3;

/** The messages in sight, above the bar at the thumb. What appears is read out: politely, a problem at once. */
@customElement('un-notices')
@localized()
export class Notices extends LitElement {
  static override styles = [
    base,
    css`
      /* A popover, since a sheet is one: what the top layer shows last is on top. */
      :host {
        position: fixed;
        inset: auto 0 calc(var(--bar-size) + max(var(--space-3), env(safe-area-inset-bottom)));
        inline-size: auto;
        block-size: auto;
        margin: 0;
        padding: 0 var(--gutter);
        border: 0;
        background: none;
        color: inherit;
        overflow: visible;
        pointer-events: none;
      }
      div {
        display: grid;
        gap: var(--space-2);
        inline-size: 100%;
        max-inline-size: 32rem;
        margin-inline: auto;
      }
      un-notice {
        pointer-events: auto;
      }
      div:not(:empty) + div:not(:empty) {
        margin-block-start: var(--space-2);
      }
    `,
  ];

  @state() private shown: readonly Shown[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  show(notice: NoticeDetail): void {
    const entry = { ...notice, id: notice.id ?? notice.text };
    this.stop(entry.id);
    this.shown = [...this.shown.filter(({ id }) => id !== entry.id), entry].slice(-MOST);
    const staysUntilClosed = entry.kind === 'problem' || entry.action;
    this.raise();
    if (!staysUntilClosed)
      this.timers.set(
        entry.id,
        setTimeout(() => this.dismiss(entry.id), STAY),
      );
  }

  dismiss(id: string): void {
    this.stop(id);
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  /** Another screen comes: what was wrong on the one before is no longer in sight. */
  leaveScreen(): void {
    const gone = this.shown.filter(({ kind, about = 'screen' }) => kind === 'problem' && about === 'screen');
    for (const { id } of gone) this.dismiss(id);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    // Open from the start: screen readers miss what appears together with its live region.
    this.raise();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const id of this.timers.keys()) this.stop(id);
  }

  override render() {
    const problems = this.shown.filter(({ kind }) => kind === 'problem');
    const notes = this.shown.filter(({ kind }) => kind !== 'problem');
    const label = msg('Messages', { id: 'app.messages' });
    return html`<div role="alert" aria-label=${label}>${this.list(problems)}</div>
      <div role="status" aria-label=${label}>${this.list(notes)}</div>`;
  }

  private list(notices: readonly Shown[]) {
    return repeat(
      notices,
      ({ id }) => id,
      ({ id, text, kind = 'note', action }) =>
        html`<un-notice
          .text=${text}
          .kind=${kind}
          .action=${action?.label ?? ''}
          @notice-action=${() => {
            this.dismiss(id);
            action?.run();
          }}
          @notice-dismiss=${() => this.dismiss(id)}
        ></un-notice>`,
    );
  }

  private raise(): void {
    if (this.matches(':popover-open')) this.hidePopover();
    this.showPopover();
  }

  private stop(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-notices': Notices;
  }
}
