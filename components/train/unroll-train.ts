import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RunView, TrainState } from '../../src/app/train-state.ts';
import { navigate } from '../app/contract.ts';
import '../chart/loss-chart.ts';
import { Observe } from '../controllers/observe.ts';
import { WakeLock } from '../controllers/wake-lock.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import '../controls/bar.ts';
import { keys } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { screen } from '../styles/screen.css.ts';
import type { TrainControls } from './contract.ts';
import './run-bar.ts';
import './run-confusions.ts';
import './run-figures.ts';
import './run-messages.ts';
import './run-moment.ts';
import './samples.ts';
import './train-setup.ts';
import { unrollTrainStyles } from './unroll-train.css.ts';
import { trainProblem } from './words.ts';

/** The Train screen: without `run` the form that begins one, with it that run. */
@customElement('unroll-train')
@localized()
export class UnrollTrain extends LitElement {
  static override styles = [base, screen, keys, unrollTrainStyles];

  @property({ attribute: false }) session: TrainControls | undefined;
  /** The run's id, from the address. */
  @property() run: string | undefined;

  /** The step that is looked at, at first from the address. */
  @property({ type: Number }) step: number | undefined;

  private readonly state = new Observe<TrainState>(this, () =>
    this.run === undefined ? undefined : this.session?.state$,
  );

  /** The screen of the device stays on while the run is in sight. */
  protected readonly wakeLock = new WakeLock(this, () => this.state.value?.status === 'running');

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => this.heading()));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('run') || changed.has('session')) && this.run !== undefined) void this.session?.open(this.run);
  }

  override render() {
    if (this.run === undefined) return html`<un-train-setup .session=${this.session}></un-train-setup>`;
    const state = this.state.value;
    if (state === undefined) return this.opening();
    switch (state.status) {
      case 'idle':
      case 'opening':
        return this.opening();
      case 'failed':
        return this.failed(state);
      case 'running':
      case 'paused':
      case 'elsewhere':
      case 'finished':
      case 'diverged':
        return state.run.id === this.run ? this.shown(state) : this.opening();
      default:
        return state satisfies never;
    }
  }

  private opening() {
    return html`<p class="message" role="status">${msg('Opening the run …', { id: 'train.opening' })}</p>`;
  }

  private shown(state: Extract<TrainState, { run: RunView }>) {
    const { run } = state;
    const { validation } = run.settings;
    const heldBack = validation === undefined ? {} : { heldBack: run.evaluations };
    return html`<div class="body ${state.status}">
        <un-run-figures .run=${run} ?training=${state.status === 'running'}></un-run-figures>
        <div class="curve">
          <un-loss-chart
            .series=${[{ id: run.id, name: run.name, losses: run.losses, ...heldBack }]}
            .guess=${Math.log(run.vocabulary.length)}
            .marks=${run.moments}
            .look=${this.step}
            @look-step=${this.look}
          ></un-loss-chart>
          <un-run-moment .run=${run} .step=${this.step} @look-step=${this.look}></un-run-moment>
        </div>
        <un-run-messages .state=${state}></un-run-messages>
        <un-run-confusions .session=${this.session} .run=${run.id} .step=${run.step}></un-run-confusions>
        <un-samples .samples=${run.samples}></un-samples>
      </div>
      <un-run-bar .session=${this.session} .state=${state}></un-run-bar>`;
  }

  private failed({ problem }: Extract<TrainState, { status: 'failed' }>) {
    return html`<div class="body">
        <p class="message" role="alert">${trainProblem(problem)}</p>
      </div>
      <un-bar>
        ${
          problem.kind === 'missing'
            ? html`<button class="key main" @click=${() => navigate(this, '#/train')}>
                ${msg('Train a new one', { id: 'train.new-one' })}
              </button>`
            : html`<button class="key main" @click=${this.again}>${msg('Try again', { id: 'train.again' })}</button>
                <a class="key" href="#/train">${msg('New run', { id: 'train.new' })}</a>`
        }
      </un-bar>`;
  }

  private readonly look = ({ detail: { step } }: HTMLElementEventMap['look-step']): void => {
    this.step = step;
  };

  private readonly again = (): void => {
    if (this.run !== undefined) void this.session?.open(this.run);
  };

  private heading() {
    const state = this.state.value;
    if (this.run === undefined || state === undefined || !('run' in state)) {
      return {
        title: msg('Train', { id: 'train.title' }),
        subtitle: msg('It learns to write, a character at a time', { id: 'train.subtitle' }),
      };
    }
    const { name, settings } = state.run;
    const cell =
      settings.model.shape === 'stack' ? settings.model.layers.find(({ name: layer }) => layer === 'cell') : undefined;
    const units = cell !== undefined && 'units' in cell ? formatCount(cell.units) : '–';
    return {
      title: name,
      subtitle: msg(str`${units} units · ${settings.length} characters · batch ${settings.batch}`, {
        id: 'train.run-subtitle',
      }),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-train': UnrollTrain;
  }
}
