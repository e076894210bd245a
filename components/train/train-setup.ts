import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrainProblem, Training } from '../../src/app/train-state.ts';
import type { StartRequest } from '../../src/app/train-session.ts';
import type { TextSize } from '../../src/app/pace.ts';
import type { TrainSetup } from '../../src/app/train-setup.ts';
import type { Normalisation } from '../../src/datasets/normalise.ts';
import type { RunRecord } from '../../src/store/schema.ts';
import type { KeptText } from '../../src/store/texts.ts';
import { navigateInstead } from '../app/contract.ts';
import { Observe } from '../controllers/observe.ts';
import '../controls/bar.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import '../controls/segmented.ts';
import type { Segmented } from '../controls/segmented.ts';
import { base } from '../styles/base.css.ts';
import { screen } from '../styles/screen.css.ts';
import type { TrainControls } from './contract.ts';
import './data-choice.ts';
import type { DataChoice, DataChoiceField } from './data-choice.ts';
import './more-settings.ts';
import type { MoreSettings, SettingDetail } from './more-settings.ts';
import './run-list.ts';
import './run-time.ts';
import { trainSetupStyles } from './train-setup.css.ts';
import { dataName, trainProblem } from './words.ts';

/** The form that begins a run. As it stands, one tap on “Start” suffices. */
@customElement('un-train-setup')
@localized()
export class TrainSetupForm extends LitElement {
  static override styles = [base, screen, keys, fields, trainSetupStyles];

  @property({ attribute: false }) session: TrainControls | undefined;

  @state() private setup: TrainSetup | undefined;
  @state() private data: DataChoice = { kind: 'austen' };
  @state() private isAsked = false;
  @state() private isStarting = false;
  @state() private problem: TrainProblem | undefined;
  @state() private runs: readonly RunRecord[] = [];
  @state() private texts: readonly KeptText[] = [];
  @query('un-data-choice') private readonly dataField!: DataChoiceField;
  @query('un-more-settings') private readonly more!: MoreSettings;
  private readonly training = new Observe<Training | undefined>(this, () => this.session?.training$);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session') || this.session === undefined) return;
    this.setup ??= this.session.form.defaults;
    void this.loadKept(this.session).catch(reportError);
  }

  override render() {
    const { session, setup } = this;
    if (session === undefined || setup === undefined) return nothing;
    const { form } = session;
    const faults = form.faults(setup);
    return html`<form novalidate @submit=${this.submit}>
      <div class="body">
        ${this.training.value === undefined || this.isStarting ? nothing : trainingNote(this.training.value)}
        <un-segmented
          label=${msg('Cell', { id: 'train.cell' })}
          .choices=${cellChoices}
          .value=${setup.cell}
          @change=${this.chooseCell}
        ></un-segmented>
        <un-data-choice
          .texts=${form.texts}
          .choice=${this.data}
          .kept=${this.texts}
          .load=${(key: string) => session.readKept(key)}
          .read=${(source: string | File, normalisation: Normalisation) =>
            form.readText(source, { setup: this.setup ?? form.defaults, normalisation })}
          ?demanded=${this.isAsked}
          @data-choice=${({ detail }: CustomEvent<DataChoice>) => (this.data = detail)}
        ></un-data-choice>
        <div>
          ${this.unitsField(setup, session)}
          <un-run-time
            .session=${session}
            .setup=${setup}
            .text=${this.textSize(session)}
            ?busy=${this.training.value !== undefined}
            @suggested=${(event: HTMLElementEventMap['suggested']) => (this.setup = event.detail)}
          ></un-run-time>
        </div>
        <un-more-settings
          .setup=${setup}
          .ranges=${form.ranges}
          .faults=${faults}
          .rates=${faults.length === 0 ? form.rates(setup) : []}
          @setting=${this.changeSetting}
        ></un-more-settings>
        ${
          this.problem === undefined ? nothing : html`<p class="problem" role="alert">${trainProblem(this.problem)}</p>`
        }
        <un-run-list .runs=${this.runs} .training=${this.training.value}></un-run-list>
      </div>
      <un-bar>
        <button class="key main" ?disabled=${this.isStarting}>
          ${this.isStarting ? msg('Starting …', { id: 'train.starting' }) : msg('Start training', { id: 'train.start' })}
        </button>
      </un-bar>
    </form>`;
  }

  private unitsField(setup: TrainSetup, { form }: TrainControls) {
    const { least, most } = form.ranges.units;
    const { data } = this;
    const distinct = data.kind === 'own' ? data.own?.distinct : form.texts[data.kind].distinct;
    return html`<div class="units">
      <label class="label" for="units">${msg('Hidden units', { id: 'train.units' })}</label>
      <output for="units">${setup.units}</output>
      <input
        id="units"
        type="range"
        min=${least}
        max=${most}
        step="8"
        .value=${String(setup.units)}
        @input=${this.changeUnits}
      />
      ${
        distinct === undefined
          ? nothing
          : html`<span class="quiet">${parametersText(form.parameters(setup, distinct))}</span>`
      }
    </div>`;
  }

  private textSize({ form }: TrainControls): TextSize | undefined {
    const { data } = this;
    const facts = data.kind === 'own' ? data.own : form.texts[data.kind];
    return facts && { vocabulary: facts.distinct, characters: facts.characters };
  }

  private readonly chooseCell = (event: Event): void => {
    this.change({ cell: (event.target as Segmented).value as TrainSetup['cell'] });
  };

  private readonly changeUnits = (event: Event): void => {
    this.change({ units: (event.target as HTMLInputElement).valueAsNumber });
  };

  private readonly changeSetting = ({ detail }: CustomEvent<SettingDetail>): void => {
    this.change({ [detail.field]: detail.value });
    // How long a text must be depends on batch and length.
    void this.updateComplete.then(() => this.dataField.check());
  };

  private change(changes: Partial<TrainSetup>): void {
    if (this.setup !== undefined) this.setup = { ...this.setup, ...changes };
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { session, setup } = this;
    if (session === undefined || setup === undefined || this.isStarting) return;
    this.isAsked = true;
    if (this.more.focusFault()) return;
    const data = requestOf(await this.dataField.check());
    if (data === undefined) return this.dataField.focus();
    this.isStarting = true;
    this.problem = undefined;
    const answer = await session.start({ setup, name: runName(setup, data), data });
    this.isStarting = false;
    if ('id' in answer) navigateInstead(this, `#/train/${encodeURIComponent(answer.id)}`);
    else this.problem = answer.problem;
  };

  private async loadKept(session: TrainControls): Promise<void> {
    const kept = await session.kept();
    // a text that comes with the app can be chosen all the same
    if ('problem' in kept) this.problem = kept.problem;
    else ({ runs: this.runs, texts: this.texts } = kept);
  }
}

const cellChoices = [
  { value: 'rnn', label: 'RNN' },
  { value: 'lstm', label: 'LSTM' },
  { value: 'gru', label: 'GRU' },
] as const;

/** Undefined for an own text that cannot be learned yet. */
function requestOf(choice: DataChoice): StartRequest['data'] | undefined {
  if (choice.kind !== 'own') return { kind: choice.kind };
  if (choice.own === undefined) return undefined;
  const { text, title } = choice.own;
  return { kind: 'own', text, title };
}

function runName({ cell }: TrainSetup, data: StartRequest['data']): string {
  return `${cell.toUpperCase()} · ${data.kind === 'own' ? data.title : dataName(data.kind)}`;
}

function parametersText(count: number): string {
  return msg(str`${formatCount(count)} weights and biases to learn`, { id: 'train.parameters' });
}

function trainingNote({ id, name, step, steps }: Training) {
  return html`<p class="training">
    ${msg(
      str`${name} is training: step ${formatCount(step)} of ${formatCount(steps)}. A new run pauses and saves it.`,
      { id: 'train.background' },
    )}
    <a href="#/train/${encodeURIComponent(id)}">${msg('Show it', { id: 'train.background.show' })}</a>
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-train-setup': TrainSetupForm;
  }
}
