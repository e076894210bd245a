import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { localized, msg } from '@lit/localize';
import { readSmallNumber } from '../../src/formula/read-number.ts';
import type { LinkError } from '../../src/app/link.ts';
import { layersOf } from '../../src/nn/model.ts';
import { notify } from '../app/contract.ts';
import { Filling } from '../controllers/filling.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatFactor } from '../controls/number-format.ts';
import type { Segmented } from '../controls/segmented.ts';
import '../controls/segmented.ts';
import '../controls/sheet.ts';
import '../controls/stepper.ts';
import { fold } from '../controls/fold.css.ts';
import { base } from '../styles/base.css.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { choiceLabel, choiceName } from './choice-names.ts';
import type { LabControls, LabState } from './contract.ts';
import { tellReformed } from './edit-notices.ts';
import { EditSeries } from './edit-series.ts';
import { faultText } from './fault-text.ts';
import { measuredAt } from './measured-at.ts';
import { LabPass } from './lab-pass.ts';
import { labSettingsStyles } from './lab-settings.css.ts';
import './un-conventions.ts';
import './un-key-help.ts';
import './un-lab-weights.ts';
import './un-legend.ts';

/**
 * The lab's settings: text, number of steps, hidden units, the cell's form, learning rate, weights; undo and reset.
 *
 * @fires sheet-close
 */
@customElement('un-lab-settings')
@localized()
export class LabSettings extends LitElement {
  static override styles = [base, keys, fields, fold, labSettingsStyles];

  @property({ attribute: false }) session!: LabControls;
  @property({ attribute: false }) lab!: LabState;
  /** The way down to the number that was open: a link opens it again. */
  @property({ attribute: false }) path: readonly Reference[] = [];
  @property({ type: Boolean }) open = false;
  @state() private faults: Readonly<Record<string, string>> = {};
  /** Counts how often they were let go. */
  private round = 0;
  private readonly filling = new Filling(this, () => this.open);
  private readonly anew = new EditSeries(this, () => this.session);

  /** With its content, which comes behind a frame. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.filling.due;
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && !this.open) this.forget();
  }

  override render() {
    return html`<un-sheet heading=${msg('Text, network, weights', { id: 'settings.title' })} ?open=${this.open}>
      ${this.filling.isDue ? this.form() : nothing}
    </un-sheet>`;
  }

  private form() {
    const { document, canUndo } = this.lab;
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      ${keyed(this.round, this.entries())}
      <div class="keys">
        <button type="button" class="key" ?disabled=${!canUndo} @click=${this.undo}>
          ${msg('Undo', { id: 'settings.undo' })}
        </button>
        <button type="button" class="key" @click=${this.reset}>${msg('Start afresh', { id: 'settings.reset' })}</button>
        <button type="button" class="key" @click=${this.copyLink}>${msg('Copy link', { id: 'settings.link' })}</button>
      </div>
      ${document.run === undefined ? nothing : this.reach(document.run)}
      ${document.run === undefined ? nothing : this.runNotes(document.run)}
      <un-lab-weights .lab=${this.lab}></un-lab-weights>
      <details>
        <summary>${msg('Letters and colours', { id: 'settings.legend' })}</summary>
        <un-legend .pass=${new LabPass(this.lab)}></un-legend>
      </details>
      <details>
        <summary>${msg('Keyboard', { id: 'settings.keyboard' })}</summary>
        <un-key-help></un-key-help>
      </details>
    </form>`;
  }

  private entries() {
    const { document } = this.lab;
    const isRun = document.run !== undefined;
    return html`${this.field({
        id: 'text',
        label: msg('Text: each character is one step', { id: 'settings.text' }),
        value: document.text,
        set: (text) => this.anew.make(() => this.session.setText(text)),
      })}
      <div class="pair">
        <un-stepper
          label=${msg('Time steps', { id: 'settings.steps' })}
          min="1"
          max=${this.session.limits.mostSteps}
          .value=${document.steps}
          @change=${(event: Event) => this.anew.make(() => this.session.setSteps(valueOf(event)))}
        ></un-stepper>
        ${
          isRun
            ? nothing
            : html`<un-stepper
                label=${msg('Hidden units', { id: 'settings.units' })}
                min=${this.session.limits.leastUnits}
                max=${this.session.limits.mostUnits}
                .value=${this.units}
                @change=${(event: Event) => this.anew.make(() => this.session.setLayer({ units: valueOf(event) }))}
              ></un-stepper>`
        }
      </div>
      ${this.reading()} ${isRun ? nothing : this.depth()}
      ${isRun ? nothing : Object.entries(this.session.limits.choices).map(([field, values]) => this.choice(field, values))}
      ${this.field({
        id: 'rate',
        label: msg('Learning rate η', { id: 'settings.rate' }),
        value: formatFactor(document.optimizer.learning_rate),
        set: (text) => this.session.setLearningRate(readSmallNumber(text) ?? NaN),
        isNumber: true,
      })}`;
  }

  private readonly undo = (): void => {
    this.forget();
    this.session.undo();
  };

  private readonly reset = (): void => {
    this.forget();
    this.anew.make(() => this.session.reset());
  };

  /** What was refused goes, and with it why: the fields are new ones, with what the lab has. */
  private readonly forget = (): void => {
    this.faults = {};
    this.round++;
  };

  /** The same weights in the lesson on BPTT. */
  private reach({ id, step }: { readonly id: string; readonly step: number }) {
    const query = new URLSearchParams({ run: id, step: String(step) }).toString();
    return html`<a class="key" href="#/lesson/bptt?${query}">
      ${msg('See how far its gradients reach', { id: 'train.reach' })}
    </a>`;
  }

  private runNotes(run: NonNullable<LabState['document']['run']>) {
    return html`<p class="note">
      ${measuredAt(run)}
      ${msg('The run itself stays as it was saved: what you change here is yours to try out. A link opens it where the run is kept.', { id: 'settings.run' })}
    </p>`;
  }

  private depth() {
    const { mostDepth } = this.session.limits;
    if (mostDepth < 2) return nothing;
    const { trace } = this.lab.network;
    const depth = trace.layers.filter(({ name }) => trace.states.some(({ layer }) => layer === name)).length;
    return html`<un-stepper
      label=${msg('Layers above one another', { id: 'settings.depth' })}
      min="1"
      max=${mostDepth}
      .value=${depth}
      @change=${(event: Event) => this.anew.make(() => this.session.setDepth(valueOf(event)))}
    ></un-stepper>`;
  }

  private reading() {
    return html`<un-conventions
      .view=${this.lab.view}
      .trace=${this.lab.network.trace}
      @change-view=${(event: HTMLElementEventMap['change-view']) => this.session.setView(event.detail)}
    ></un-conventions>`;
  }

  private get units(): number {
    const { columns } = new LabPass(this.lab);
    return columns.units;
  }

  private field(field: { id: string; label: string; value: string; isNumber?: boolean; set(text: string): void }) {
    const fault = this.faults[field.id] ?? '';
    return html`<div>
      <label class="field">
        <span>${field.label}</span>
        <input
          type="text"
          name=${field.id}
          inputmode=${field.isNumber ? 'decimal' : 'text'}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${fault === '' ? 'false' : 'true'}
          aria-describedby="fault-${field.id}"
          .value=${field.value}
          @change=${(event: Event) => this.attempt(field.id, () => field.set((event.target as HTMLInputElement).value))}
        />
      </label>
      <p class="fault" id="fault-${field.id}" role="alert">${fault}</p>
    </div>`;
  }

  private choice(name: string, values: readonly string[]) {
    const { columns, network } = new LabPass(this.lab);
    const layer = layersOf(network.spec).find((each) => each.name === columns.layer);
    const fields: readonly (readonly [string, unknown])[] = layer === undefined ? [] : Object.entries(layer);
    const chosen = fields.find(([key]) => key === name)?.[1];
    return html`<un-segmented
      label=${choiceName(name)}
      .choices=${values.map((value) => ({ value, label: choiceLabel(value) }))}
      .value=${chosen ?? values[0]}
      @change=${(event: Event) => this.reform({ [name]: (event.target as Segmented).value })}
    ></un-segmented>`;
  }

  private reform(fields: Readonly<Record<string, unknown>>): void {
    const { session } = this;
    const { position } = session.current.network.recorder;
    session.setLayer(fields);
    if (position > 0) tellReformed(this, () => session.undo());
  }

  /** A link to this very state; one that would be too long is refused with the reason. */
  private readonly copyLink = async (): Promise<void> => {
    try {
      const { href, hash } = location;
      const { address, isExact } = this.session.link(this.path);
      await navigator.clipboard.writeText(`${href.slice(0, href.length - hash.length)}${address}`);
      const text = isExact
        ? msg('Link copied: it opens this very state.', { id: 'settings.link-copied' })
        : msg(
            'Link copied: it opens this state, with seven digits of each weight. All digits would be too long for a link.',
            {
              id: 'settings.link-rounded',
            },
          );
      notify(this, { id: 'link', text });
    } catch (error) {
      if (!(error instanceof Error && error.name === 'LinkError')) throw error;
      const text = unlinkable(error as LinkError);
      notify(this, { id: 'link', kind: 'problem', until: 'next-action', text });
    }
  };

  /** An edit that is refused says why at its field, and changes nothing. */
  private attempt(id: string, edit: () => void): void {
    try {
      edit();
      this.faults = { ...this.faults, [id]: '' };
    } catch (error) {
      this.faults = { ...this.faults, [id]: faultText(error, this.session.limits) };
    }
  }
}

/** Why a state has no link, and what helps. */
function unlinkable({ problem }: LinkError): string {
  return problem === 'not-finite'
    ? msg('These weights have become NaN or ∞, which no link can restore. Undo, or “Start afresh”.', {
        id: 'settings.link-not-finite',
      })
    : msg(
        'This state does not fit into a link of 4 KB. A shorter text, fewer units or fewer different characters make it fit, or “Start afresh”.',
        { id: 'settings.link-long' },
      );
}

const valueOf = (event: Event): number => (event.target as HTMLElement & { value: number }).value;

declare global {
  interface HTMLElementTagNameMap {
    'un-lab-settings': LabSettings;
  }
}
