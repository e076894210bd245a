import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { behindFrame } from '../controllers/behind-frame.ts';
import { base } from '../styles/base.css.ts';
import { keys } from './controls.css.ts';
import { focused } from './focused.ts';
import { icons } from './icons.ts';
import { SheetDrag } from './sheet-drag.ts';
import { sheetStyles } from './sheet.css.ts';
import { tabThrough } from './sheet-tab.ts';

/**
 * A sheet that leaves what it speaks about in sight: not modal, the page behind stays alive. On a phone it rises from
 * the bottom; from 64rem on it is a panel of `--panel` at the right, below the header, for which the screen leaves
 * room. It closes by its key, by Escape and by being dragged down.
 *
 *   <un-sheet heading="Settings" ?open=${isOpen} @sheet-close=${…}>…</un-sheet>
 *
 * @slot head - instead of the heading: a breadcrumb. `heading` stays the sheet's spoken name.
 * @fires sheet-levels - while it is open, the reader went deeper in it, or up.
 * @fires sheet-up - whoever has the way back in hand asks for a level above: the host shows it.
 * @fires sheet-open - whoever has the way back in hand closes it by the system's Back, too.
 * @fires sheet-close - when the reader closed it; `open` is false by then.
 */
@customElement('un-sheet')
@localized()
export class Sheet extends LitElement {
  static override styles = [base, keys, sheetStyles];

  @property() heading = '';
  @property({ type: Boolean, reflect: true }) open = false;
  /** The focus stays where it is when the sheet opens: for a sheet that follows what is tapped behind it. */
  @property({ type: Boolean, attribute: 'keep-focus' }) keepFocus = false;

  /** How deep the reader is in it, by a breadcrumb: the system's Back goes up one level, and closes it at the first. */
  @property({ type: Number }) levels = 1;

  @query('.panel') private readonly panel!: HTMLElement;
  @query('.content') private readonly content!: HTMLElement;
  /** Known without asking for it, which would have the page laid out. */
  private isScrolled = false;
  /** What had the focus before, to give it back. */
  private opener: HTMLElement | undefined;
  /** Tells who heard of its opening that it is over. */
  private shown = new AbortController();
  private rising: Promise<void> | undefined;
  private readonly drag = new SheetDrag({ panel: () => this.panel, close: () => this.close() });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.press);
    this.shown.abort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A popover that left the page is closed: show it again.
    if (this.open && this.hasUpdated) void this.updateComplete.then(() => this.show());
  }

  /** How much of the window's height it covers, in pixels; none where it stands at the side. */
  get covered(): number {
    // offsets, not the rectangle on screen: they are right from the first moment of its rising
    const { offsetTop, offsetLeft } = this.panel;
    return this.isRisen && offsetLeft < innerWidth / 2 ? Math.max(0, innerHeight - offsetTop) : 0;
  }

  /** Shows what is in it from the beginning. */
  toTop(): void {
    if (this.isScrolled) this.content.scrollTop = 0;
  }

  override render() {
    return html`<section
      class="panel"
      popover="manual"
      role="dialog"
      aria-label=${this.heading || nothing}
      tabindex="-1"
    >
      <header
        @pointerdown=${this.drag.start}
        @pointermove=${this.drag.move}
        @pointerup=${this.drag.end}
        @pointercancel=${this.drag.cancel}
      >
        <div class="grip"></div>
        <div class="title">
          <slot name="head"><h2>${this.heading}</h2></slot>
        </div>
        <button class="key plain" aria-label=${msg('Close', { id: 'sheet.close' })} @click=${this.close}>
          ${icons.close}
        </button>
      </header>
      <div class="content" @scroll=${this.scrolled}><slot></slot></div>
    </section>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.open && changed.has('levels')) this.say('sheet-levels');
    if (!changed.has('open')) return;
    if (this.open) this.show();
    else if (changed.get('open') === true) this.hide();
  }

  /** Until it has risen. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.rising;
    return isComplete;
  }

  private show(): void {
    if (!this.open || this.isRisen) return;
    this.opener = focused();
    document.addEventListener('keydown', this.press);
    this.shown = new AbortController();
    this.rising = this.rise();
    this.say('sheet-open', this.detail(this.shown.signal, this.rising));
  }

  /** Behind the frame that answers the tap by marking what was tapped: laying the sheet out would hold that frame up. */
  private async rise(): Promise<void> {
    await behindFrame();
    // it may have been closed, or have left the page, meanwhile
    if (!this.open || !this.isConnected || this.isRisen) return;
    this.panel.showPopover();
    if (!this.keepFocus) this.panel.focus({ preventScroll: true });
  }

  private get isRisen(): boolean {
    return this.panel.matches(':popover-open');
  }

  private hide(): void {
    const hadFocus = this.hasFocus || focused() === undefined;
    if (this.isRisen) this.panel.hidePopover();
    document.removeEventListener('keydown', this.press);
    if (hadFocus && this.opener?.isConnected) this.opener.focus({ preventScroll: true });
    this.opener = undefined;
    this.shown.abort();
  }

  private readonly scrolled = (): void => {
    this.isScrolled = this.content.scrollTop > 0;
  };

  private readonly close = (): void => {
    if (!this.open) return;
    this.open = false;
    this.say('sheet-close');
  };

  /** What it tells of itself as it opens; `levels` is asked for later, too. */
  private detail(closed: AbortSignal, risen: Promise<void>): SheetOpenDetail {
    const levels = () => this.levels;
    return {
      get levels() {
        return levels();
      },
      keep: (count) => {
        this.levels = count;
        this.say('sheet-up', { levels: count } satisfies SheetUpDetail);
      },
      close: this.close,
      risen,
      closed,
    };
  }

  private say(type: 'sheet-open' | 'sheet-levels' | 'sheet-up' | 'sheet-close', detail: object | null = null): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  private get hasFocus(): boolean {
    return this.matches(':focus-within') || this.panel.matches(':focus-within');
  }

  private tabbed() {
    const enter = (from: HTMLElement): void => {
      this.opener = from;
      this.panel.focus({ preventScroll: true });
    };
    return { opener: this.opener, hasFocus: this.hasFocus, enter };
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (this.keepFocus && this.covered > 0) tabThrough(event, () => this.tabbed());
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    this.close();
  };
}

export interface SheetUpDetail {
  /** How many levels to keep: 1 or more. */
  readonly levels: number;
}

export interface SheetOpenDetail {
  /** As its property, at any time. */
  readonly levels: number;
  /** Goes up to a level. */
  readonly keep: (levels: number) => void;
  /** As its key does. */
  readonly close: () => void;
  /** Resolves when it stands in the top layer, or was closed before. */
  readonly risen: Promise<void>;
  /** Aborted when it is closed, by whomever, or leaves the page. */
  readonly closed: AbortSignal;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-sheet': Sheet;
  }
  interface HTMLElementEventMap {
    'sheet-open': CustomEvent<SheetOpenDetail>;
    'sheet-levels': CustomEvent;
    'sheet-up': CustomEvent<SheetUpDetail>;
    'sheet-close': CustomEvent;
  }
}
