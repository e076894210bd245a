import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { Media } from '../controllers/media.ts';
import { Observe } from '../controllers/observe.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import '../controls/bar.ts';
import { keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { sentences } from '../controls/sentences.ts';
import { base } from '../styles/base.css.ts';
import type { BpttControls, BpttState } from './contract.ts';
import { reachSentence, saturationSentence } from './reach.ts';
import { TermInSight } from './term-in-sight.ts';
import { questionOf } from './term-words.ts';
import './un-bptt-lesson.ts';
import './un-bptt-settings.ts';
import './un-distance-curves.ts';
import './un-radius-slider.ts';
import './un-remedies.ts';
import './un-tagged-words.ts';
import './un-term-sheet.ts';
import './un-terms-choices.ts';
import './un-triangle.ts';
import { bpttStyles } from './unroll-bptt.css.ts';

/** Below this, in the text's own size, the bar would cover the page: the slider then stands in it. Rem. */
const NARROW = 18;
const LOW = 20;

/**
 * The lesson on backpropagation through time: the terms of its sum as a triangle, and the slider that makes them vanish,
 * hold or explode.
 */
@customElement('unroll-bptt')
@localized()
export class UnrollBptt extends LitElement {
  static override styles = [base, keys, bpttStyles];

  @property({ attribute: false }) session: BpttControls | undefined;
  @state() private hasSettings = false;
  @state() private isTight = false;
  /** The size of the text may be changed while the page stands there. */
  private readonly size = new ResizeObserver(() => (this.isTight = this.measuresTight()));
  /** A phone held sideways: the bar stands beside the triangle, and has room for the keys alone. */
  private readonly sideways = new Media(this, '(max-height: 30rem) and (min-width: 40rem) and (max-width: 63.99rem)');
  private readonly state = new Observe(this, () => this.session?.state$);
  protected readonly inSight = new TermInSight(this, () => this.state.value?.document.open);

  constructor() {
    super();
    this.addController(
      new ScreenTitle(this, () => ({
        title: msg('BPTT', { id: 'bptt.title' }),
        subtitle: this.subtitle(),
      })),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.size.disconnect();
    this.session?.dispose();
  }

  override render() {
    const { session } = this;
    const { value: bptt } = this.state;
    if (session === undefined || bptt === undefined) return nothing;
    return html`<div class="stage" @look-at=${this.look}>
        <h2>${questionOf(bptt.document.view)}</h2>
        <un-terms-choices
          .document=${bptt.document}
          .written=${bptt.written}
          @choose-terms=${(event: HTMLElementEventMap['choose-terms']) => session.edit({ ...event.detail, open: undefined })}
        ></un-terms-choices>
        ${bptt.document.view === 'terms' ? this.triangle(session, bptt) : this.curves(session, bptt)}
      </div>
      <aside aria-label=${msg('Lesson', { id: 'bptt.lesson' })}>
        <un-bptt-lesson .session=${session} .state=${bptt}></un-bptt-lesson>
      </aside>
      <div class="stage more">
        <section aria-labelledby="words">
          <h2 id="words">${msg('The sentence and its tags', { id: 'bptt.words' })}</h2>
          <un-tagged-words .state=${bptt}></un-tagged-words>
        </section>
      </div>
      <div class="covered"></div>
      ${this.keys(session, bptt)}
      <un-term-sheet
        .state=${bptt}
        @look-at=${this.look}
        @sheet-close=${() => session.edit({ open: undefined })}
      ></un-term-sheet>
      <un-bptt-settings
        .session=${session}
        .state=${bptt}
        .open=${this.hasSettings}
        @sheet-close=${() => (this.hasSettings = false)}
      ></un-bptt-settings>`;
  }

  protected override willUpdate(): void {
    this.isTight = this.measuresTight();
  }

  private measuresTight(): boolean {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return this.sideways.holds || innerWidth < NARROW * rem || innerHeight < LOW * rem;
  }

  private subtitle(): string {
    const bptt = this.state.value;
    if (bptt === undefined) return '';
    const { document, measures, updates } = bptt;
    const cell = document.cell.toUpperCase();
    const words = measures.steps;
    return updates === 0
      ? msg(str`${cell} · ${words} words · untrained`, { id: 'bptt.subtitle-new' })
      : msg(str`${cell} · ${words} words · update ${updates}`, { id: 'bptt.subtitle' });
  }

  /** Truncation hatches the triangle: its switch stands where both are seen. */
  private triangle(session: BpttControls, bptt: BpttState) {
    return html`<un-triangle .state=${bptt}></un-triangle>
      ${this.isTight ? this.slider(session, bptt) : nothing} ${this.remedies(session, bptt)}
      <p class="next">${reachWords(bptt)}</p>`;
  }

  private curves(session: BpttControls, bptt: BpttState) {
    return html`<un-distance-curves .measures=${bptt.measures}></un-distance-curves>
      <p class="next">${reachWords(bptt)}</p>
      ${this.isTight ? this.slider(session, bptt) : nothing} ${this.remedies(session, bptt)}`;
  }

  private remedies(session: BpttControls, bptt: BpttState) {
    return html`<un-remedies .session=${session} .state=${bptt}></un-remedies>`;
  }

  private keys(session: BpttControls, bptt: BpttState) {
    const { round, mostUpdates } = session.limits;
    const { updates, document } = bptt;
    const isTraining = updates < document.updates;
    const wanted = document.updates;
    return html`<un-bar>
      ${this.isTight ? nothing : this.slider(session, bptt)}
      <button
        class="key main"
        ?disabled=${updates >= mostUpdates}
        aria-disabled=${isTraining ? 'true' : 'false'}
        @click=${() => !isTraining && session.train()}
      >
        ${
          isTraining
            ? msg(str`Training: ${updates} of ${wanted}`, { id: 'bptt.training' })
            : msg(str`Train ${round} updates more`, { id: 'bptt.train' })
        }
      </button>
      <button
        class="key"
        aria-expanded=${this.hasSettings ? 'true' : 'false'}
        aria-label=${msg('Network and sentence', { id: 'bptt.settings' })}
        @click=${this.toggleSettings}
      >
        ${icons.settings}
      </button>
    </un-bar>`;
  }

  private slider(session: BpttControls, bptt: BpttState) {
    return html`<un-radius-slider .session=${session} .state=${bptt}></un-radius-slider>`;
  }

  private readonly toggleSettings = (): void => {
    this.hasSettings = !this.hasSettings;
    if (this.hasSettings) this.session?.edit({ open: undefined });
  };

  private readonly look = ({ detail }: HTMLElementEventMap['look-at']): void => {
    if (detail.open !== undefined) this.hasSettings = false;
    this.session?.edit(detail);
  };
}

const reachWords = (bptt: BpttState): string => sentences(reachSentence(bptt), saturationSentence(bptt));

declare global {
  interface HTMLElementTagNameMap {
    'unroll-bptt': UnrollBptt;
  }
}
