import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { Observe } from '../controllers/observe.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import '../controls/bar.ts';
import { keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import type { BpttRunControls, BpttRunState, TermsState } from './contract.ts';
import { reachSentence } from './reach.ts';
import { TermInSight } from './term-in-sight.ts';
import { questionOf } from './term-words.ts';
import './un-distance-curves.ts';
import './un-read-text.ts';
import './un-run-text.ts';
import './un-term-sheet.ts';
import './un-terms-choices.ts';
import './un-triangle.ts';
import { bpttStyles } from './unroll-bptt.css.ts';

/** How far the gradients of a trained run reach: the triangle and the norms of its own network, on a text of one's choice. */
@customElement('unroll-bptt-run')
@localized()
export class UnrollBpttRun extends LitElement {
  static override styles = [base, keys, bpttStyles];

  @property({ attribute: false }) session: BpttRunControls | undefined;
  @state() private hasText = false;
  private readonly state = new Observe(this, () => this.session?.state$);
  protected readonly inSight = new TermInSight(this, () => this.state.value?.document.open);

  constructor() {
    super();
    this.addController(
      new ScreenTitle(this, () => ({
        title: this.state.value?.run.name ?? msg('BPTT', { id: 'bptt.title' }),
        subtitle: this.subtitle(),
      })),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session?.dispose();
  }

  override render() {
    const { session } = this;
    const { value: bptt } = this.state;
    if (session === undefined || bptt === undefined) return nothing;
    const { document, measures, written } = bptt;
    return html`<div class="stage" @look-at=${this.look}>
        <h2>${questionOf(document.view)}</h2>
        <un-terms-choices
          .document=${document}
          .written=${written}
          @choose-terms=${(event: HTMLElementEventMap['choose-terms']) => session.edit({ ...event.detail, open: undefined })}
        ></un-terms-choices>
        ${measures === undefined ? this.waiting(bptt) : this.measured({ document, measures, written }, bptt)}
        ${this.source(bptt)}
      </div>
      <aside aria-label=${msg('Lesson', { id: 'bptt.lesson' })}>${this.words()}</aside>
      ${
        measures === undefined
          ? nothing
          : html`<div class="stage more">
              <section aria-labelledby="words">
                <h2 id="words">${msg('What it read, and what it expected', { id: 'bptt.run.read' })}</h2>
                <un-read-text .measures=${measures} .language=${document.language}></un-read-text>
              </section>
            </div>`
      }
      <div class="covered"></div>
      ${this.keys(session)}
      ${
        measures === undefined
          ? nothing
          : html`<un-term-sheet
              .state=${{ document, measures, written }}
              ?unmeasured=${bptt.failure !== undefined}
              @look-at=${this.look}
              @sheet-close=${() => session.edit({ open: undefined })}
            ></un-term-sheet>`
      }
      <un-run-text
        .session=${session}
        .state=${bptt}
        .open=${this.hasText}
        @sheet-close=${() => {
          this.hasText = false;
          session.letGo();
        }}
      ></un-run-text>`;
  }

  private subtitle(): string {
    const bptt = this.state.value;
    if (bptt === undefined) return '';
    const [cell, characters, step] = [
      bptt.document.cell.toUpperCase(),
      [...bptt.document.text].length,
      formatCount(bptt.run.step),
    ];
    return msg(str`${cell} · ${characters} characters · step ${step}`, { id: 'bptt.run.subtitle' });
  }

  private waiting({ failure }: BpttRunState) {
    return failure === undefined
      ? html`<p class="next" role="status">${msg('The network reads the text …', { id: 'bptt.run.measuring' })}</p>`
      : html`<p class="next" role="alert">${failed(failure)}</p>`;
  }

  private measured(terms: TermsState, { share, failure }: BpttRunState) {
    const { document, measures } = terms;
    const { reach } = measures;
    const part = Math.floor(100 * share);
    if (reach === undefined && failure !== undefined) {
      return html`${document.view === 'terms' ? html`<un-triangle .state=${terms}></un-triangle>` : nothing}
        <p class="next" role="alert">${failed(failure)}</p>`;
    }
    const sentence =
      reach === undefined
        ? msg(str`Measuring how far a change reaches: ${part} %`, { id: 'bptt.run.progress' })
        : reachSentence(terms);
    const curves =
      reach === undefined
        ? html`<progress max="1" .value=${share} aria-label=${sentence}></progress>`
        : measures.steps < 2
          ? nothing
          : html`<un-distance-curves .measures=${{ ...measures, reach }}></un-distance-curves>`;
    return html`${document.view === 'terms' ? html`<un-triangle .state=${terms}></un-triangle>` : curves}
      <p class="next" aria-live="polite">
        ${reach === undefined ? html`<span aria-hidden="true">${sentence}</span>` : sentence}
      </p>`;
  }

  /** Which numbers these are. */
  private source({ run }: BpttRunState) {
    const step = formatCount(run.step);
    return html`<p class="source">
      ${msg(str`Measured on ${run.name} as it was at step ${step}. It reads the text from an empty state.`, { id: 'bptt.run.source' })}
      <a href="#/train/${encodeURIComponent(run.id)}?step=${run.step}"
        >${msg(str`The curve at step ${step}`, { id: 'bptt.run.curve' })}</a
      >
    </p>`;
  }

  private words() {
    return html`<section>
        <h2>${msg('What to see', { id: 'bptt.see' })}</h2>
        <p>
          ${msg('Each character has a loss: how badly the network guessed the one that follows. Each of these losses reaches back to the weights through every character before it. Training works with all these terms, divided by the number of steps.', { id: 'bptt.run.see' })}
        </p>
        <p>
          ${msg('A far term that is a thousand times smaller than a near one teaches the weights a thousand times less: what lies that far back is hardly learned.', { id: 'bptt.run.see-2' })}
        </p>
      </section>
      <section>
        <h2>${msg('Do', { id: 'bptt.do' })}</h2>
        <p>
          ${msg('Look at an early step of the run and at its last one, on the same text: does training make the gradient reach farther? Then compare an LSTM with an RNN that learned the same text.', { id: 'bptt.run.do' })}
        </p>
      </section>`;
  }

  private keys(session: BpttRunControls) {
    return html`<un-bar>
      ${
        session.hasPassages
          ? html`<button class="key main" @click=${() => session.nextPassage()}>
              ${msg('Another sentence', { id: 'bptt.run.another' })}
            </button>`
          : nothing
      }
      <button
        class=${session.hasPassages ? 'key' : 'key main'}
        aria-expanded=${this.hasText ? 'true' : 'false'}
        aria-label=${msg('Text of your own', { id: 'bptt.run.text' })}
        @click=${this.toggleText}
      >
        ${session.hasPassages ? icons.settings : msg('Text of your own', { id: 'bptt.run.text' })}
      </button>
    </un-bar>`;
  }

  private readonly toggleText = (): void => {
    this.hasText = !this.hasText;
    if (this.hasText) this.session?.edit({ open: undefined });
  };

  private readonly look = ({ detail }: HTMLElementEventMap['look-at']): void => {
    if (detail.open !== undefined) this.hasText = false;
    this.session?.edit(detail);
  };
}

const failed = (why: string): string => msg(str`The terms could not be measured: ${why}`, { id: 'bptt.run.failed' });

declare global {
  interface HTMLElementTagNameMap {
    'unroll-bptt-run': UnrollBpttRun;
  }
}
