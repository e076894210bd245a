import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { Reference } from '../../src/formula/reference.ts';
import { Media } from '../controllers/media.ts';
import { Printing } from '../controllers/printing.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import { ShortcutKeys } from '../controllers/shortcuts.ts';
import { keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { base } from '../styles/base.css.ts';
import '../time/un-phase-strip.ts';
import '../time/un-transport.ts';
import type { Transport, TransportDetail } from '../time/un-transport.ts';
import type { LabControls, OpenNumberDetail } from './contract.ts';
import { tellEdited, tellPreset } from './edit-notices.ts';
import type { LessonSheet } from '../lesson/un-lesson-sheet.ts';
import '../lesson/un-lesson-sheet.ts';
import type { LabPass } from './lab-pass.ts';
import { labTitle } from './lab-title.ts';
import { measuredAt } from './measured-at.ts';
import { LabWalk } from './lab-walk.ts';
import { RoomAbove, type Standing } from './room-above.ts';
import { doneShares, finishLabel, mainAction, placeWords, ticksOf } from './transport-words.ts';
import type { GuessBox } from './un-guess.ts';
import './un-guess.ts';
import './un-lab-settings.ts';
import './un-legend.ts';
import type { NumberSheet } from './un-number-sheet.ts';
import './un-number-sheet.ts';
import type { Stage } from './un-stage.ts';
import './un-stage.ts';
import type { Told } from './un-told.ts';
import './un-told.ts';
import { labStyles } from './unroll-lab.css.ts';

/** How many columns of numbers stand side by side. */
const FITS = { phone: 6, side: 12 };

/**
 * The recurrence lab: a network's pass, stepped through by taps; any number opens in the sheet.
 *
 *   lab.session = ownLab('lstm', memory);
 */
@customElement('unroll-lab')
@localized()
export class UnrollLab extends LitElement {
  static override styles = [base, keys, labStyles];

  @property({ attribute: false }) session: LabControls | undefined;
  /** The way that was open when the settings were opened: their link has it. */
  private shared: readonly Reference[] = [];
  @state() private hasSettings = false;
  @state() private hasLesson = false;
  @query('un-number-sheet') private readonly sheet!: NumberSheet | null;
  @query('un-lesson-sheet') private readonly lesson!: LessonSheet | null;
  @query('un-told, un-guess') private readonly told!: Told | GuessBox | null;
  @query('un-transport') private readonly transport!: Transport | null;
  @query('[role=status]') private readonly status!: HTMLElement | null;
  @query('un-stage') private readonly stage!: Stage | null;
  @query('.covered') private readonly end!: HTMLElement | null;
  private readonly isWide = new Media(this, '(min-width: 64rem)');
  private readonly printing = new Printing(this);
  private readonly walk: LabWalk = new LabWalk(
    this,
    () => this.session,
    () => (this.hasSide ? FITS.side : FITS.phone),
    (text) => this.status?.replaceChildren(text),
  );

  protected readonly shortcuts = new ShortcutKeys(this, {
    ArrowRight: () => this.walk.step(),
    n: () => this.walk.step(),
    ' ': () => this.walk.step(),
    ArrowLeft: () => this.walk.back(),
    Home: () => this.walk.seek(0),
    End: () => this.walk.finishPhase(),
    p: () => this.walk.playing.toggle(),
    g: () => this.walk.nextGrain(),
  });

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => labTitle(this.walk.state)));
    this.addController(new RoomAbove(this, { place: () => this.place, standing: () => this.standing }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // stepping scrolls the page: the way out stays in sight
    this.toggleAttribute('keep-header', true);
  }

  override render() {
    const { walk } = this;
    const { state: lab, sight } = walk;
    if (this.session === undefined || lab === undefined || sight === undefined) return nothing;
    const { pass, units, next } = sight;
    const path = walk.openPath(pass);
    const open = walk.openStep(pass);
    return html`<div
        class="stage"
        @open-number=${this.openNumber}
        @open-step=${(event: CustomEvent<{ t: number }>) => walk.lookAt(event.detail.t)}
        @take-step=${() => walk.step()}
      >
        ${this.top(pass)}
        <un-stage
          .pass=${pass}
          .units=${units}
          .open=${open}
          .opened=${path.at(-1)}
          .next=${next}
          .follows=${path.length > 1}
          @unit-window=${(event: CustomEvent<{ from: number }>) => walk.showUnits(event.detail.from)}
          @show-layer=${(event: HTMLElementEventMap['show-layer']) => walk.showLayer(event.detail.layer)}
        ></un-stage>
        ${
          lab.view.predict
            ? html`<un-guess .pass=${pass} .next=${next} @take-step=${this.revealGuessed}></un-guess>`
            : html`<un-told .pass=${pass} .next=${walk.toldNext(sight)}></un-told>`
        }
        ${lab.document.run === undefined ? nothing : html`<p class="origin">${measuredAt(lab.document.run)}</p>`}
        <div class="covered"></div>
      </div>
      ${this.hasSide ? this.side(pass, open) : nothing} ${this.bar(pass)}
      <un-number-sheet
        .pass=${pass}
        .path=${path}
        .session=${this.session}
        @open-factor=${(event: CustomEvent<OpenNumberDetail>) => walk.show([...path, event.detail.reference])}
        @sheet-path=${(event: CustomEvent<{ length: number }>) => walk.show(path.slice(0, event.detail.length))}
        @sheet-close=${() => walk.show([])}
        @edit-parameter=${this.editParameter}
      ></un-number-sheet>
      <un-lesson-sheet
        .session=${this.session}
        .lab=${lab}
        .position=${pass.position}
        .layer=${pass.layer}
        .step=${open}
        .open=${this.hasLesson}
        .action=${mainAction(lab.network)}
        @sheet-close=${() => (this.hasLesson = false)}
        @take-preset=${this.takePreset}
        @compute-step=${this.computeStep}
        @open-step=${(event: CustomEvent<{ t: number }>) => walk.lookAt(event.detail.t)}
        @take-step=${() => walk.step()}
      ></un-lesson-sheet>
      <un-lab-settings
        .session=${this.session}
        .lab=${lab}
        .path=${this.shared}
        .open=${this.hasSettings}
        @sheet-close=${() => (this.hasSettings = false)}
        @open-number=${this.openNumber}
      ></un-lab-settings>
      <p class="spoken" role="status"></p>`;
  }

  /** Whether a sheet is open: where it stands beside the rows, they leave it room. */
  protected override updated(): void {
    const { sight } = this.walk;
    const isOpen = sight !== undefined && this.walk.openPath(sight.pass).length > 0;
    this.toggleAttribute('beside', isOpen || this.hasLesson || this.hasSettings);
  }

  private get hasSide(): boolean {
    return this.isWide.holds || this.printing.isUnderWay;
  }

  private get place(): string {
    const { state, path, sight } = this.walk;
    const open = sight && this.walk.openStep(sight.pass);
    return `${state?.network.recorder.position} ${path.length} ${open} ${this.hasLesson}`;
  }

  private get standing(): Standing | undefined {
    const { sheet, lesson, stage, transport, told, end } = this;
    if (sheet === null || lesson === null || stage === null) return undefined;
    const settled = () => Promise.all([stage, told, sheet, lesson].map(async (each) => each?.updateComplete));
    const covered = Math.max(sheet.covered, lesson.covered);
    return { stage, told, end, covered, settled, bar: transport?.size ?? 0 };
  }

  /** The lesson stands beside the rows where there is room, and on paper. */
  private side(pass: LabPass, open: number) {
    return html`<aside
      aria-label=${msg('Lesson', { id: 'lesson.title' })}
      @take-preset=${this.takePreset}
      @compute-step=${this.computeStep}
      @open-step=${(event: CustomEvent<{ t: number }>) => this.walk.lookAt(event.detail.t)}
    >
      <un-lesson
        .session=${this.session}
        .lab=${this.walk.state}
        .layer=${pass.layer}
        .position=${pass.position}
        .step=${open}
      ></un-lesson>
      <un-legend .pass=${pass}></un-legend>
    </aside>`;
  }

  private top(pass: LabPass) {
    return html`<div class="top">
      <un-phase-strip
        .phase=${pass.present.phase}
        .done=${doneShares(pass.network)}
        @go-to-phase=${(event: HTMLElementEventMap['go-to-phase']) => this.walk.goToPhase(event.detail.phase)}
      ></un-phase-strip>
      <button
        class="key plain lesson"
        aria-expanded=${this.hasLesson}
        aria-label=${msg('Lesson', { id: 'lesson.title' })}
        @click=${this.toggleLesson}
      >
        ${icons.lesson}
      </button>
      <button
        class="key plain"
        aria-expanded=${this.hasSettings}
        aria-label=${msg('Text, network, weights', { id: 'settings.title' })}
        @click=${this.toggleSettings}
      >
        ${icons.settings}
      </button>
    </div>`;
  }

  private bar(pass: LabPass) {
    const { network } = pass;
    const { playing, grain } = this.walk;
    const isBackward = network.next?.phase === 'backward' || network.next?.phase === 'update';
    return html`<un-transport
      .position=${pass.position}
      .total=${network.total}
      .recorded=${network.recorder.length}
      .ticks=${ticksOf(network)}
      .action=${mainAction(network)}
      ?backward=${isBackward}
      .playing=${playing.isPlaying}
      .speed=${playing.speed}
      .grain=${grain}
      .finish=${finishLabel(network)}
      .place=${placeWords(pass)}
      @transport=${(event: CustomEvent<TransportDetail>) => this.walk.transport(event.detail)}
    ></un-transport>`;
  }

  private readonly openNumber = (event: CustomEvent<OpenNumberDetail>): void => {
    this.hasSettings = false;
    this.hasLesson = false;
    this.walk.show([event.detail.reference]);
  };

  private readonly toggleSettings = (): void => {
    this.shared = this.walk.path;
    this.hasSettings = !this.hasSettings;
    this.hasLesson = false;
    this.walk.show([]);
  };

  private readonly toggleLesson = (): void => {
    this.hasLesson = !this.hasLesson;
    this.hasSettings = false;
    this.walk.show([]);
  };

  /** A guess is about one number. */
  private readonly revealGuessed = (event: Event): void => {
    event.stopPropagation();
    this.walk.step('neuron');
  };

  /** The sheet gives way to the rows, a time step a tap. */
  private readonly takePreset = ({ detail }: HTMLElementEventMap['take-preset']): void => {
    this.session?.setPreset(detail.id);
    this.walk.grain = 'time-step';
    this.hasLesson = false;
    tellPreset(this, detail.id, () => this.session?.undo());
  };

  private readonly computeStep = ({ detail }: HTMLElementEventMap['compute-step']): void =>
    this.walk.computeStep(detail);

  private readonly editParameter = (event: HTMLElementEventMap['edit-parameter']): void => {
    const { parameter, index, value } = event.detail;
    const { state } = this.walk;
    if (state === undefined) return;
    // what was typed is the number as it is read
    this.session?.setParameter({ parameter, index, value: value * state.reading.sign(parameter, index) });
    tellEdited(this, () => this.session?.undo());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-lab': UnrollLab;
  }
}
