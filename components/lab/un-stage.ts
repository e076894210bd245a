import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { EquationId } from '../../src/nn/equation.ts';
import type { Reference } from '../../src/formula/reference.ts';
import type { Tag } from '../../src/streams/events.ts';
import { behindFrame } from '../controllers/behind-frame.ts';
import { largestSize } from '../controls/signed-colour.ts';
import { base } from '../styles/base.css.ts';
import { Marks } from '../time/marks.ts';
import '../time/un-backward-rows.ts';
import '../time/un-forward-rows.ts';
import type { GradientTray } from '../time/un-gradient-tray.ts';
import '../time/un-gradient-tray.ts';
import '../time/un-loss-rows.ts';
import '../time/un-update-rows.ts';
import type { LabPass } from './lab-pass.ts';
import { parentsOf } from './reference-of.ts';
import { stageStyles } from './stage.css.ts';
import type { UnitWindow } from './unit-window.ts';
import './un-layer-chooser.ts';
import './un-unit-window.ts';

/** What the present phase shows. */
@customElement('un-stage')
export class Stage extends LitElement {
  static override styles = [base, stageStyles];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) units: UnitWindow = { from: 0, size: 0 };
  /** The step that stands open, counted from 0. */
  @property({ type: Number }) open = 0;
  /** The number in the sheet. */
  @property({ attribute: false }) opened: Reference | undefined;
  @property({ attribute: false }) next: Tag | undefined;
  /** What is marked was asked for in the sheet, which shows it first. */
  @property({ type: Boolean }) follows = false;
  /** What was marked last. */
  private shown: Reference | undefined;
  /** The rows as they were, and whether keys moved in them. */
  private left: ShadowRoot | null | undefined;
  private hasKeys = false;

  protected override async scheduleUpdate(): Promise<void> {
    if (this.follows && this.hasUpdated && this.opened !== this.shown) await behindFrame();
    await super.scheduleUpdate();
  }

  /** With the tray, which comes behind a frame. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.tray?.updateComplete;
    return isComplete;
  }

  protected override willUpdate(): void {
    this.left = this.rows;
    this.hasKeys = this.left?.activeElement?.matches(':focus-visible') ?? false;
  }

  protected override updated(): void {
    this.shown = this.opened;
    if (this.hasKeys && this.rows !== this.left) void this.takeFocus();
  }

  /** Another phase has other rows: who came by keys goes on in them, at what comes next. */
  private async takeFocus(): Promise<void> {
    await behindFrame();
    if (document.activeElement !== document.body) return;
    const next = this.rows?.querySelector<HTMLElement>('button.next, .next button') ?? null;
    (next ?? this.rows?.querySelector('button'))?.focus({ preventScroll: true });
  }

  override render() {
    const { pass, units, open } = this;
    const { phase } = pass.present;
    const marks = this.marks(phase === 'backward' ? 'gradient' : 'value');
    switch (phase) {
      case 'forward':
        return html`${this.chooser()}<un-forward-rows
            .pass=${pass}
            .units=${units}
            .open=${open}
            .marks=${marks}
          ></un-forward-rows>`;
      case 'loss':
        return html`<un-loss-rows .pass=${pass} .marks=${marks}></un-loss-rows>`;
      case 'backward':
        return html`${this.chooser()}<un-backward-rows
            .pass=${pass}
            .units=${units}
            .open=${open}
            .marks=${marks}
          ></un-backward-rows>
          <un-gradient-tray .pass=${pass} .next=${this.next}></un-gradient-tray>`;
      case 'update':
        return html`<un-update-rows .pass=${pass} .last=${pass.network.last} .next=${this.next}></un-update-rows>`;
      default:
        return phase satisfies never;
    }
  }

  /** The row that stands open or is about to come, or the tray where a share is; null where there is none. */
  get openRow(): HTMLElement | null {
    if (this.ringed) return this.tray;
    const found = (row: string) => this.rows?.querySelector<HTMLElement>(row) ?? null;
    return found('.row.now') ?? found('.row.next') ?? found('.open');
  }

  /** The number of the open row that is looked at, or is about to come. */
  get markedCell(): HTMLElement | null {
    if (this.ringed) return this.ringed;
    const marked = (mark: string) => this.rows?.querySelector<HTMLElement>(`.row.now .${mark}`) ?? null;
    return marked('cell.open') ?? marked('next') ?? marked('cell.fresh');
  }

  /** Where the letters of the columns end, if there are any, held below the phase strip, in pixels of the window. */
  get headEnd(): number {
    const head = this.rows?.querySelector<HTMLElement>('.head');
    return head ? Number.parseFloat(getComputedStyle(head).top) + head.offsetHeight : this.top;
  }

  /** What they take of the window's height, with the choice of a layer, in pixels. */
  get headSize(): number {
    return this.headEnd - this.top;
  }

  /** Where the shell's header and the phase strip end, if they are held. */
  private get top(): number {
    return Number.parseFloat(getComputedStyle(this).scrollMarginBlockStart);
  }

  private get tray(): GradientTray | null {
    return this.renderRoot.querySelector('un-gradient-tray');
  }

  /** The share that comes next, in the tray; who has a number open looks at that. */
  private get ringed(): HTMLElement | null {
    return this.opened === undefined ? (this.tray?.ringed ?? null) : null;
  }

  private get rows(): ShadowRoot | null | undefined {
    return this.renderRoot.querySelector('un-forward-rows, un-loss-rows, un-backward-rows, un-update-rows')?.shadowRoot;
  }

  private chooser() {
    const { units, pass } = this;
    const hasLayers = pass.layer !== undefined;
    const hasWindow = units.size < pass.columns.units;
    if (!hasLayers && !hasWindow) return nothing;
    // a class of their own: an attribute of the host would have all rows styled anew with each number that opens
    return html`<div class=${classMap({ choosers: true, held: this.opened === undefined })}>
      ${hasLayers ? this.layerChooser(pass) : nothing}
      ${
        hasWindow
          ? html`<un-unit-window
              .units=${pass.columns.units}
              .shown=${units}
              ?compact=${hasLayers}
              @unit-window=${(event: CustomEvent<{ from: number }>) => this.dispatchEvent(new CustomEvent('unit-window', { detail: event.detail }))}
            ></un-unit-window>`
          : nothing
      }
    </div>`;
  }

  private layerChooser({ layer = '', columns, trace, present }: LabPass) {
    return html`<un-layer-chooser
      .layers=${columns.layers}
      .shown=${layer}
      .next=${this.next === undefined ? '' : trace.equations[this.next.equation].layer}
      .direction=${present.phase === 'backward' ? 'gradient' : 'value'}
    ></un-layer-chooser>`;
  }

  private marks(direction: 'value' | 'gradient'): Marks {
    const { pass, next, opened } = this;
    return new Marks({
      direction,
      next,
      fresh: pass.network.last,
      open: opened,
      parents: opened === undefined ? [] : parentsOf(pass, opened),
      scales: this.scales(direction),
    });
  }

  /** Gates are shares of one. States, sums and gradients are coloured by the largest of their kind in the pass. */
  private scales(direction: 'value' | 'gradient'): ReadonlyMap<EquationId, number> {
    const { pass } = this;
    const frames = (id: EquationId) =>
      pass.inputs.flatMap((_, t) => {
        const { recorder } = pass.network;
        const frame = direction === 'value' ? recorder.frame(id, t) : recorder.gradientFrame(id, t);
        return frame === undefined ? [] : [largestSize(frame.values)];
      });
    const sizes = pass.columns.columns.map(({ equation }) => [equation, largestSize(frames(equation))] as const);
    if (direction === 'value') return new Map(sizes.map(([id, size]) => [id, Math.max(1, size)]));
    const largest = largestSize(sizes.flatMap(([id]) => frames(id)));
    return new Map(sizes.map(([id]) => [id, largest]));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-stage': Stage;
  }
}
