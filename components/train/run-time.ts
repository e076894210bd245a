import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Suggestion, TextSize } from '../../src/app/pace.ts';
import type { TrainSetup } from '../../src/app/train-setup.ts';
import { Observe } from '../controllers/observe.ts';
import { keys } from '../controls/controls.css.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import type { TrainControls } from './contract.ts';
import { durationText } from './duration-words.ts';

/** A run that takes longer is a long one, and a smaller one is suggested. Seconds. */
const LONG = 10 * 60;

interface Told {
  /** What it is told about. */
  readonly key: string;
  /** The whole run over its steps, tests included: the rate that fits the time. Seconds. */
  readonly step: number;
  readonly run: number;
  readonly suggestion: Suggestion | undefined;
}

/**
 * How long the run would take on this device, which is measured once, for about a second.
 *
 * @fires suggested - the student takes the smaller run
 */
@customElement('un-run-time')
@localized()
export class RunTime extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: block;
      }
      p {
        font-variant-numeric: tabular-nums;
      }
      /* As high as what it measures will be: the form below must not move under a finger. */
      .measuring {
        min-block-size: calc(var(--leading) * var(--text-m) + var(--touch));
      }
      .quiet {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .key {
        margin-block-start: var(--space-2);
        border: 1px solid var(--line-strong);
        background: var(--surface);
      }
      .key.plain {
        margin: 0;
        border: 0;
        background: none;
        padding-inline: 0;
        min-inline-size: 0;
        text-decoration: underline;
        text-underline-offset: 0.2em;
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) session: Pick<TrainControls, 'pace' | 'form'> | undefined;
  @property({ attribute: false }) setup: TrainSetup | undefined;
  /** Absent while there is no text to learn. */
  @property({ attribute: false }) text: TextSize | undefined;
  /** A run trains: a measurement now would be slow, and slow it. */
  @property({ type: Boolean }) busy = false;

  @state() private told: Told | undefined;
  @state() private isMeasuring = false;
  private readonly pace = new Observe(this, () => this.session?.pace.pace$);
  /** What was asked about last; a newer question breaks it off. */
  private asked = { key: '', newer: new AbortController() };

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('session') && this.pace.value === undefined && !this.busy) void this.measure();
    const { key } = this;
    if (key === this.asked.key) return;
    this.asked.newer.abort();
    this.asked = { key, newer: new AbortController() };
    void this.tell(key, this.asked.newer.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asked.newer.abort();
    // who comes back asks anew
    this.asked = { key: '', newer: new AbortController() };
  }

  /** Numbers alone decide it; the property is a new object at each render of the form. */
  private get key(): string {
    const { setup, text, pace } = this;
    return JSON.stringify([setup, text, pace.value?.at, pace.value?.correction]);
  }

  override render() {
    if (this.isMeasuring) {
      return html`<p class="quiet measuring" role="status">
        ${msg('Measuring how fast this device is …', { id: 'train.time.measuring' })}
      </p>`;
    }
    const { told } = this;
    if (told === undefined) return nothing;
    const time = durationText(told.run);
    const isPhone = matchMedia('(pointer: coarse)').matches;
    return html`<p>
        ${
          isPhone
            ? msg(str`About ${time} on this phone`, { id: 'train.time.phone' })
            : msg(str`About ${time} on this computer`, { id: 'train.time.computer' })
        }
        <span class="quiet"> · ${this.speedText(told.step)}</span>
      </p>
      ${told.suggestion === undefined ? nothing : this.suggested(told.suggestion, told.key !== this.key)}
      ${
        this.busy
          ? nothing
          : html`<button class="key plain quiet" type="button" @click=${this.measure}>
              ${msg('Measure again', { id: 'train.time.again' })}
            </button>`
      }`;
  }

  /** @param isStale something was changed since: it would be taken back */
  private suggested(suggestion: Suggestion, isStale: boolean) {
    const { setup, seconds } = suggestion;
    const [units, time, steps] = [formatCount(setup.units), durationText(seconds), formatCount(setup.steps)];
    const isShorter = setup.steps !== this.setup?.steps;
    return html`<button
      class="key"
      type="button"
      ?disabled=${isStale}
      @click=${() => this.dispatchEvent(new CustomEvent('suggested', { detail: setup }))}
    >
      ${
        isShorter
          ? msg(str`Take ${units} units and ${steps} steps: about ${time}`, { id: 'train.time.suggest-steps' })
          : msg(str`Take ${units} units: about ${time}`, { id: 'train.time.suggest' })
      }
    </button>`;
  }

  private speedText(seconds: number): string {
    const speed = 1 / seconds;
    const shown = speed < 10 ? formatNumber(speed, 1) : formatCount(speed);
    return msg(str`${shown} steps a second`, { id: 'train.time.speed' });
  }

  private readonly measure = async (): Promise<void> => {
    const { session } = this;
    if (session === undefined || this.isMeasuring) return;
    this.isMeasuring = true;
    // Without a measurement there is no prediction; the run can be started all the same.
    await session.pace.measure().catch(() => undefined);
    this.isMeasuring = false;
  };

  private async tell(key: string, newer: AbortSignal): Promise<void> {
    const told = await this.ask(key, newer).catch(() => undefined);
    if (!newer.aborted) this.told = told;
  }

  /** Rejects where the settings cannot be planned: the form tells what is wrong with them. */
  private async ask(key: string, newer: AbortSignal): Promise<Told | undefined> {
    const { session, setup, text } = this;
    if (session === undefined || setup === undefined || text === undefined) return undefined;
    if (session.form.faults(setup).length > 0) return undefined;
    const { pace, form } = session;
    const found = await pace.estimate(form.settings(setup, text.vocabulary), text.characters);
    if (found === undefined) return undefined;
    const { run } = found;
    const step = run / setup.steps;
    const suggestion = run > LONG ? await pace.suggest(setup, { size: text, seconds: LONG, newer }) : undefined;
    return { key, step, run, suggestion };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-time': RunTime;
  }
  interface HTMLElementEventMap {
    suggested: CustomEvent<TrainSetup>;
  }
}
