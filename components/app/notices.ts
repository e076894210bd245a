import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import '../controls/notice.ts';
import type { SheetOpenDetail } from '../controls/sheet.ts';
import type { NoticeDetail } from './contract.ts';

interface Shown extends NoticeDetail {
  readonly id: string;
  /** Its place in the order of what was shown and pressed: two of them may fall on one tick of the clock. */
  readonly at: number;
}

/** How long a note stays, in milliseconds: one with an action longer, since it must be read and reached. */
const STAY = { note: 6000, action: 10_000 };
/** More would cover the screen: the oldest goes. */
const MOST = 3;

/** Keys that only move the focus, or wait for another. */
const STILL = ['Tab', 'Shift', 'Control', 'Alt', 'Meta'];

/**
 * The messages in sight, above the bar at the thumb, or at the foot of an open sheet. What appears is read out: politely, a problem at once.
 * It tells the room it takes to the page (`--notice-size`), so that what is read stands above it.
 */
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
      /* An open sheet covers the bar, and leaves them room at its own foot, where it stands at the side, too. */
      :host([over-sheet]) {
        inset-block-end: max(var(--space-3), env(safe-area-inset-bottom));
      }
      @media (min-width: 64rem), (min-width: 40rem) and (max-height: 30rem) {
        :host([over-sheet]) {
          inset-inline-start: calc(100% - var(--beside));
        }
      }
      div:not(:empty) + div:not(:empty) {
        margin-block-start: var(--space-2);
      }
    `,
  ];

  @state() private shown: readonly Shown[] = [];
  /** How long a note stays, without and with an action. Milliseconds. */
  @property({ attribute: false }) stay = STAY;
  /** Of the open sheets. */
  private readonly sheets = new Set<AbortSignal>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly size = new ResizeObserver(() => this.tell(this.offsetHeight));
  private order = 0;
  private pressedAt = 0;

  show(notice: NoticeDetail): void {
    const entry = { ...notice, id: notice.id ?? notice.text, at: ++this.order };
    this.stop(entry.id);
    this.shown = [...this.shown.filter(({ id }) => id !== entry.id), entry].slice(-MOST);
    this.raise();
    this.start(entry);
  }

  /** A sheet has opened: until it is closed they stand at its foot, over it. */
  standOver({ closed, risen }: Pick<SheetOpenDetail, 'closed' | 'risen'>): void {
    const stand = () => this.toggleAttribute('over-sheet', this.sheets.size > 0);
    const leave = () => {
      this.sheets.delete(closed);
      stand();
    };
    this.sheets.add(closed);
    closed.addEventListener('abort', leave, { once: true });
    stand();
    // what the top layer shows last is on top
    void risen.then(() => this.shown.length > 0 && this.raise());
  }

  dismiss(id: string): void {
    this.stop(id);
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  /** Another screen comes: what was wrong on the one before, or could be done there, is no longer in sight. */
  leaveScreen(): void {
    const gone = this.shown.filter(
      ({ kind, action, about = 'screen' }) => (kind === 'problem' || action) && about === 'screen',
    );
    for (const { id } of gone) this.dismiss(id);
    this.shown = this.shown.map((each) => (each.about === 'next-screen' ? { ...each, about: 'screen' } : each));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    // Open from the start: screen readers miss what appears together with its live region.
    this.raise();
    this.size.observe(this);
    // Before what is tapped acts: it may have something to tell itself.
    document.addEventListener('pointerdown', this.press, true);
    document.addEventListener('click', this.act, true);
    document.addEventListener('keydown', this.act, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const id of this.timers.keys()) this.stop(id);
    this.size.disconnect();
    this.tell(0);
    document.removeEventListener('pointerdown', this.press, true);
    document.removeEventListener('click', this.act, true);
    document.removeEventListener('keydown', this.act, true);
  }

  override updated(): void {
    // Before the next frame: the observer speaks only when the page is painted.
    const inside = [...this.renderRoot.querySelectorAll('un-notice')];
    void Promise.all(inside.map((notice) => notice.updateComplete)).then(() => this.tell(this.offsetHeight));
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
      (notice) => {
        const { id, text, kind = 'note', action } = notice;
        return html`<un-notice
          .text=${text}
          .kind=${kind}
          .action=${action?.label ?? ''}
          @notice-action=${() => {
            this.dismiss(id);
            action?.run();
          }}
          @notice-dismiss=${() => this.dismiss(id)}
          @pointerenter=${() => this.stop(id)}
          @focusin=${() => this.stop(id)}
          @pointerleave=${() => this.start(notice)}
          @focusout=${() => this.start(notice)}
        ></un-notice>`;
      },
    );
  }

  private raise(): void {
    if (this.matches(':popover-open')) this.hidePopover();
    this.showPopover();
  }

  private readonly press = (): void => void (this.pressedAt = ++this.order);

  /** The next thing is done: what only the last one could be undone by goes. */
  private readonly act = (event: Event): void => {
    if (this.shown.length === 0) return;
    if (event.composedPath().includes(this)) return;
    if (event instanceof KeyboardEvent && STILL.includes(event.key)) return;
    // A field that loses the focus to a tap tells of its change in the middle of it.
    const since = event instanceof KeyboardEvent ? ++this.order : this.pressedAt;
    const gone = this.shown.filter(({ until, at }) => until === 'next-action' && at < since);
    for (const { id } of gone) this.dismiss(id);
  };

  /** What asks for nothing, or can wait no longer, goes by itself. */
  private start({ id, kind, action, about }: Shown): void {
    const staysUntilClosed = kind === 'problem' || (action && about === 'app');
    // it may have gone by its own key
    if (staysUntilClosed || !this.shown.some((each) => each.id === id)) return;
    this.stop(id);
    this.timers.set(
      id,
      setTimeout(() => this.dismiss(id), action ? this.stay.action : this.stay.note),
    );
  }

  private tell(pixels: number): void {
    const size = pixels === 0 ? '0px' : `calc(${pixels}px + var(--space-3))`;
    document.documentElement.style.setProperty('--notice-size', size);
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
