import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { grains, type Grain } from '../../src/streams/grains.ts';
import '../controls/bar.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { BehindFrame } from '../controllers/behind-frame.ts';
import { base } from '../styles/base.css.ts';
import { grainName } from './phase-names.ts';
import { transportStyles } from './transport.css.ts';

/** A tick of the scrubber: where a time step begins. */
export interface Tick {
  readonly position: number;
  readonly isPhase: boolean;
}

export const speeds = [0.5, 1, 2, 4, 8] as const;

/**
 * The bar at the thumb: back, the main key, finish the phase, play, grain; above them a scrubber over the recorded pass.
 *
 * @fires transport - what was asked for
 */
@customElement('un-transport')
@localized()
export class Transport extends BehindFrame {
  static override styles = [base, keys, fields, transportStyles];

  @property({ type: Number }) position = 0;
  @property({ type: Number }) total = 1;
  /** How far the pass has been computed: the scrubber shows it. */
  @property({ type: Number }) recorded = 0;
  @property({ attribute: false }) ticks: readonly Tick[] = [];
  /** What the main key will do. */
  @property() action = '';
  @property({ type: Boolean }) backward = false;
  @property({ type: Boolean }) playing = false;
  @property({ type: Number }) speed = 1;
  @property() grain: Grain = 'neuron';
  @property() finish = '';
  /** Where the scrubber stands, in words. */
  @property() place = '';
  private showsPlaying = false;
  @query('input') private readonly scrubber!: HTMLInputElement | null;

  /** The height it takes at the bottom of the window, in pixels. */
  get size(): number {
    return this.renderRoot.querySelector<HTMLElement>('un-bar')?.offsetHeight ?? 0;
  }

  /**
   * Who moves the scrubber itself hears where it stands in the frame that its value changes in; for all else the words
   * wait with the rest of the bar.
   */
  protected override scheduleUpdate(): Promise<void> {
    if (this.shadowRoot?.activeElement === this.scrubber) this.scrubber?.setAttribute('aria-valuetext', this.place);
    return super.scheduleUpdate();
  }

  /** Its own key was tapped. */
  protected override get isAsked(): boolean {
    return this.playing !== this.showsPlaying;
  }

  protected override updated(): void {
    this.showsPlaying = this.playing;
  }

  override render() {
    const isStart = this.position === 0;
    const isEnd = this.position >= this.total;
    return html`<un-bar>
      <div slot="above" class="scrub">
        <div class="track" style=${styleMap(this.shares)}></div>
        ${this.ticks.map(({ position, isPhase }) => html`<div class="tick ${isPhase ? 'phase' : ''}" style="inset-inline-start: ${(100 * position) / this.total}%"></div>`)}
        <input
          type="range"
          min="0"
          max=${this.total}
          .value=${String(this.position)}
          aria-label=${msg('Place in the pass', { id: 'transport.scrub' })}
          aria-valuetext=${this.place}
          @input=${this.scrub}
        />
      </div>
      <button
        class="key"
        ?disabled=${isStart}
        aria-label=${msg('Back', { id: 'transport.back' })}
        @click=${() => this.ask({ type: 'back' })}
      >
        ${icons.stepBack}
      </button>
      <button class="key main ${this.backward ? 'backward' : ''}" @click=${() => this.ask({ type: 'step' })}>
        ${this.action}
      </button>
      <button
        class="key"
        ?disabled=${isEnd}
        aria-label=${this.finish}
        title=${this.finish}
        @click=${() => this.ask({ type: 'finish' })}
      >
        ${icons.finish}
      </button>
      <button
        class="key"
        ?disabled=${isEnd}
        aria-label=${this.playing ? msg('Pause', { id: 'transport.pause' }) : msg('Play', { id: 'transport.play' })}
        @click=${() => this.ask({ type: 'play' })}
      >
        ${this.playing ? icons.pause : icons.play}
      </button>
      ${this.playing ? this.speedKey() : this.grainKey()}
    </un-bar>`;
  }

  private grainKey() {
    return html`<label class="key grain">
      <span aria-hidden="true">${grainName(this.grain)}</span>
      <select
        aria-label=${msg('One step is one', { id: 'transport.grain' })}
        @change=${(event: Event) => this.choose(event)}
      >
        ${grains.map((grain) => html`<option value=${grain} .selected=${live(grain === this.grain)}>${grainName(grain)}</option>`)}
      </select>
    </label>`;
  }

  private speedKey() {
    return html`<button
      class="key grain"
      aria-label=${msg(str`Speed: ${this.speed} steps a second`, { id: 'transport.speed' })}
      @click=${() => this.ask({ type: 'speed', speed: speeds[(speeds.indexOf(this.speed as 1) + 1) % speeds.length] })}
    >
      ${this.speed}×
    </button>`;
  }

  private get shares() {
    const share = (position: number) => `${(100 * position) / Math.max(1, this.total)}%`;
    return { '--at': share(this.position), '--recorded': share(this.recorded) };
  }

  private readonly scrub = (event: Event): void => {
    this.ask({ type: 'seek', position: (event.target as HTMLInputElement).valueAsNumber });
  };

  private choose(event: Event): void {
    const grain = grains.find((each) => each === (event.target as HTMLSelectElement).value);
    if (grain !== undefined) this.ask({ type: 'grain', grain });
  }

  private ask(detail: TransportDetail): void {
    this.dispatchEvent(new CustomEvent<TransportDetail>('transport', { detail }));
  }
}

export type TransportDetail =
  | { readonly type: 'back' | 'step' | 'finish' | 'play' }
  | { readonly type: 'seek'; readonly position: number }
  | { readonly type: 'grain'; readonly grain: Grain }
  | { readonly type: 'speed'; readonly speed: number };

declare global {
  interface HTMLElementTagNameMap {
    'un-transport': Transport;
  }
  interface HTMLElementEventMap {
    transport: CustomEvent<TransportDetail>;
  }
}
