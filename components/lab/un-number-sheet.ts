import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { explainShare } from '../../src/formula/explain-gradient.ts';
import { explainValue } from '../../src/formula/explain.ts';
import { parameterOf, placeOf } from '../../src/formula/names.ts';
import { sameReference, type Reference } from '../../src/formula/reference.ts';
import { gradientTex, parameterGradientTex, valueTex } from '../../src/formula/tex.ts';
import { behindFrame } from '../controllers/behind-frame.ts';
import { Filling } from '../controllers/filling.ts';
import { keys } from '../controls/controls.css.ts';
import { fold } from '../controls/fold.css.ts';
import { giveWay } from '../controls/give-way.ts';
import type { Sheet } from '../controls/sheet.ts';
import { spoken } from '../controls/spoken.ts';
import '../controls/sheet.ts';
import '../formula/un-arithmetic.ts';
import '../formula/un-formula.ts';
import { referenceTemplate } from '../formula/label.ts';
import { base } from '../styles/base.css.ts';
import { openFactor, type LabControls } from './contract.ts';
import { gradientSentence, parameterSentence, shareSentence } from './gradient-sentences.ts';
import { bringToTop } from '../controls/keep-in-sight.ts';
import type { LabPass } from './lab-pass.ts';
import { placeOfNumber, spokenNumberPlace } from './number-place.ts';
import { numberSheetStyles } from './number-sheet.css.ts';
import './un-arrivals.ts';
import './un-class-shares.ts';
import type { Marbles } from './un-marbles.ts';
import './un-marbles.ts';
import './un-parameter-panel.ts';
import './un-weight-check.ts';
import { valueSentence } from './value-sentences.ts';

/**
 * The sheet of one number: where it stands, one sentence, the formula, and the factors, each of which opens in turn.
 * `path` is the way down; its last entry is shown, the others are the breadcrumb.
 *
 * @fires open-factor, sheet-path (how much of the path to keep), sheet-close
 */
@customElement('un-number-sheet')
@localized()
export class NumberSheet extends LitElement {
  static override styles = [base, keys, fold, numberSheetStyles];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) path: readonly Reference[] = [];
  /** Who can check a gradient; absent: nobody. */
  @property({ attribute: false }) session: Pick<LabControls, 'check'> | undefined;
  @state() private hasStream = false;

  @query('un-sheet') private readonly sheet!: Sheet;
  private readonly filling = new Filling(this, () => this.path.length > 0);
  @query('un-marbles') private readonly marbles!: Marbles | null;
  @query('nav [aria-current]') private readonly here!: HTMLElement | null;
  /** What was tapped in the number before, to come here, had the focus. */
  private hadFocus = false;

  /** How much of the window's height the sheet covers, in pixels. */
  get covered(): number {
    return this.path.length === 0 ? 0 : this.sheet.covered;
  }

  /** With the sheet itself and its content, which come behind a frame. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await Promise.all([this.filling.due, this.sheet.updateComplete]);
    return super.getUpdateComplete();
  }

  protected override willUpdate(): void {
    this.hadFocus = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement !== null;
  }

  /** Another number is read from its beginning. */
  protected override updated(changed: PropertyValues<this>): void {
    const [before, now] = [changed.get('path')?.at(-1), this.path.at(-1)];
    if (before === undefined || now === undefined || sameReference(before, now)) return;
    this.sheet.toTop();
    if (this.hadFocus) void this.keepFocus();
  }

  /** The factor whose key was pressed is gone: who uses keys goes on from the way down to the number it opened. */
  private async keepFocus(): Promise<void> {
    await behindFrame();
    if (document.activeElement === document.body) this.here?.focus({ preventScroll: true });
  }

  override render() {
    const reference = this.path.at(-1);
    return html`<un-sheet
      keep-focus
      .levels=${Math.max(1, this.path.length)}
      @sheet-up=${(event: HTMLElementEventMap['sheet-up']) => this.keep(event.detail.levels)}
      heading=${reference ? spokenNumberPlace(this.pass, reference) : msg('Number', { id: 'sheet.number' })}
      ?open=${reference !== undefined}
    >
      <nav slot="head" aria-label=${msg('The way here', { id: 'sheet.path' })}>
        ${this.path.map((each, n) => this.crumb(each, n))}
      </nav>
      ${reference === undefined || !this.filling.isDue ? nothing : this.content(reference)}
    </un-sheet>`;
  }

  private crumb(reference: Reference, n: number) {
    const isLast = n === this.path.length - 1;
    return html`${n > 0 ? html`<span aria-hidden="true">›</span>` : nothing}<button
        aria-current=${isLast ? 'true' : nothing}
        @click=${() => this.keep(n + 1)}
      >
        ${spoken(spokenNumberPlace(this.pass, reference), html`<span>${referenceTemplate(reference, this.pass.trace)}${isLast ? html`<span class="place">${placeOfNumber(this.pass, reference)}</span>` : nothing}</span>`)}
      </button>`;
  }

  private keep(length: number): void {
    this.dispatchEvent(new CustomEvent('sheet-path', { detail: { length }, bubbles: true, composed: true }));
  }

  private content(reference: Reference): TemplateResult {
    switch (reference.kind) {
      case 'value':
        return this.value(reference);
      case 'gradient':
        return this.gradient(reference);
      case 'share':
        return this.share(reference);
      case 'parameter':
      case 'total':
        return this.parameter(reference);
      default:
        return reference satisfies never;
    }
  }

  private value(reference: Extract<Reference, { kind: 'value' }>): TemplateResult {
    const { trace } = this.pass;
    const { equation, t } = reference;
    const term = explainValue(trace, reference, this.pass);
    const gradient: Reference = { ...reference, kind: 'gradient' };
    return html`<p class="say">${valueSentence(this.pass, reference)}</p>
      ${
        term === undefined
          ? nothing
          : html`<un-formula .tex=${valueTex(trace, equation, t + 1)}></un-formula>
              <un-arithmetic
                .pass=${this.pass}
                .of=${reference}
                .term=${term}
                .result=${this.pass.number(reference)}
              ></un-arithmetic>
              <p class="hint">${msg('Tap a factor to see where it comes from.', { id: 'sheet.hint' })}</p>`
      }
      ${equation === this.pass.columns.output ? html`<un-class-shares .pass=${this.pass} .reference=${reference}></un-class-shares>` : nothing}
      ${this.pass.number(gradient) === undefined ? nothing : this.link(gradient, msg('What the loss thinks of it', { id: 'sheet.to-gradient' }))}
      ${this.stream(reference)}`;
  }

  private gradient(reference: Extract<Reference, { kind: 'gradient' }>): TemplateResult {
    const { trace } = this.pass;
    const { equation, t } = reference;
    const isLast = t === this.pass.steps(trace.equations[equation].scan) - 1;
    const value: Reference = { ...reference, kind: 'value' };
    return html`<p class="say">${gradientSentence(this.pass, reference)}</p>
      <un-formula .tex=${gradientTex(trace, equation, { step: t + 1, isLast })}></un-formula>
      <un-arrivals .pass=${this.pass} .reference=${reference}></un-arrivals>
      ${this.link(value, msg('The value itself', { id: 'sheet.to-value' }))} ${this.stream(reference)}`;
  }

  /** The neuron as a stream, for a value that its layer names. */
  private stream(reference: Extract<Reference, { kind: 'value' | 'gradient' }>) {
    const { layer, name } = this.pass.trace.equations[reference.equation];
    const isUnit = name !== undefined && this.pass.trace.layers.some((each) => each.name === layer);
    if (!isUnit) return nothing;
    return html`<details class="stream" .open=${this.hasStream} @toggle=${this.streamToggled}>
      <summary>${msg('This neuron as a stream', { id: 'sheet.stream' })}</summary>
      ${this.hasStream ? html`<un-marbles .pass=${this.pass} .reference=${reference}></un-marbles>` : nothing}
    </details>`;
  }

  /** Its marbles unfold below the fold of a phone's sheet: they come into sight, once, when the reader opens them. */
  private readonly streamToggled = async ({ target }: Event): Promise<void> => {
    const stream = target as HTMLDetailsElement;
    const isUnfolded = stream.open && !this.hasStream;
    this.hasStream = stream.open;
    if (!isUnfolded) return;
    await this.updateComplete;
    await this.marbles?.updateComplete;
    bringToTop(stream);
  };

  private share(reference: Extract<Reference, { kind: 'share' }>): TemplateResult {
    const { trace } = this.pass;
    const { block } = placeOf(parameterOf(trace, reference.parameter), reference.index);
    return html`<p class="say">${shareSentence(this.pass, reference)}</p>
      <un-formula .tex=${parameterGradientTex(trace, reference.parameter, block)}></un-formula>
      <un-arithmetic
        .pass=${this.pass}
        .of=${reference}
        .term=${explainShare(trace, reference, this.pass)}
        result-name=${msg(str`share of t ${reference.t + 1}`, { id: 'sheet.share-of' })}
      ></un-arithmetic>`;
  }

  private parameter(reference: Extract<Reference, { kind: 'parameter' | 'total' }>): TemplateResult {
    return html`<p class="say">${parameterSentence(this.pass, reference)}</p>
      <un-parameter-panel .pass=${this.pass} .reference=${reference}></un-parameter-panel>
      <un-weight-check .pass=${this.pass} .reference=${reference} .session=${this.session}></un-weight-check>`;
  }

  private link(reference: Reference, words: string): TemplateResult {
    return html`<button
      class="key gradient-link"
      @click=${(event: MouseEvent) => {
        giveWay(event);
        openFactor(this, reference);
      }}
    >
      ${words}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-number-sheet': NumberSheet;
  }
  interface HTMLElementEventMap {
    'sheet-path': CustomEvent<{ readonly length: number }>;
  }
}
