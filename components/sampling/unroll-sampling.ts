import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { SamplingProblem, SamplingState, WriteWish } from '../../src/app/sampling-session.ts';
import { notify } from '../app/contract.ts';
import { Observe } from '../controllers/observe.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import '../controls/bar.ts';
import { keys } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { screen } from '../styles/screen.css.ts';
import './candidates.ts';
import { shownCharacter } from './character-words.ts';
import type { SamplingControls } from './contract.ts';
import './write-settings.ts';
import './written-text.ts';

/** A trained network writes: from a prompt, one character at a time, with what it thought likeliest at each place. */
@customElement('unroll-sampling')
@localized()
export class UnrollSampling extends LitElement {
  static override styles = [
    base,
    screen,
    keys,
    css`
      @media (min-width: 64rem) {
        .body {
          grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
          grid-template-areas: 'text settings' 'candidates settings';
          grid-template-rows: auto 1fr;
          gap: var(--space-5) var(--space-7);
          max-inline-size: 72rem;
          padding-block-start: var(--space-4);
        }
        un-written-text {
          grid-area: text;
        }
        un-candidates {
          grid-area: candidates;
        }
        un-write-settings {
          grid-area: settings;
        }
      }
    `,
  ];

  @property({ attribute: false }) session: SamplingControls | undefined;

  @state() private wish: WriteWish = { prompt: '', temperature: 0.8, topK: 0, seed: 1 };
  @state() private place: number | undefined;
  private readonly state = new Observe<SamplingState>(this, () => this.session?.state$);

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => this.heading()));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session?.close();
  }

  override render() {
    const state = this.state.value;
    if (state === undefined || state.status === 'opening') {
      return html`<p class="message" role="status">${msg('Opening the run …', { id: 'train.opening' })}</p>`;
    }
    if (state.run === undefined) {
      return html`<p class="message" role="alert">${problemText(state.problem ?? { kind: 'no-weights' })}</p>`;
    }
    return this.shown(state);
  }

  private shown(state: SamplingState) {
    const { written, problem } = state;
    const isWriting = state.status === 'writing';
    const place = isWriting || this.place === undefined ? written.length - 1 : this.place;
    const isPromptAtFault = problem?.kind === 'unknown-characters';
    return html`<div class="body">
        <un-written-text
          .prompt=${state.prompt}
          .written=${written}
          .place=${isWriting ? undefined : place}
          ?writing=${isWriting}
          @look-character=${(event: HTMLElementEventMap['look-character']) => (this.place = event.detail.place)}
        ></un-written-text>
        <un-candidates .written=${written[place]} .place=${place + 1}></un-candidates>
        ${
          problem === undefined || isPromptAtFault
            ? nothing
            : html`<p class="message" role="alert">${problemText(problem)}</p>`
        }
        <un-write-settings
          .wish=${this.wish}
          .fault=${isPromptAtFault ? problemText(problem) : ''}
          @write-wish=${(event: HTMLElementEventMap['write-wish']) => (this.wish = { ...this.wish, ...event.detail })}
        ></un-write-settings>
      </div>
      ${this.bar(state)}`;
  }

  private bar({ status, written }: SamplingState) {
    const hasText = written.length > 0 && status !== 'writing';
    return html`<un-bar>
      ${
        status === 'writing'
          ? html`<button class="key main" @click=${() => this.session?.stop()}>
              ${msg('Stop', { id: 'write.stop' })}
            </button>`
          : html`<button class="key main" @click=${this.write}>
              ${hasText ? msg('Write again', { id: 'write.again' }) : msg('Write', { id: 'write.write' })}
            </button>`
      }
      ${
        hasText && 'clipboard' in navigator
          ? html`<button class="key" @click=${this.copy}>${msg('Copy', { id: 'write.copy' })}</button>`
          : nothing
      }
      ${
        hasText && 'share' in navigator
          ? html`<button class="key" @click=${this.share}>${msg('Share', { id: 'write.share' })}</button>`
          : nothing
      }
    </un-bar>`;
  }

  private readonly write = (): void => {
    this.place = undefined;
    void this.session?.write(this.wish).catch(reportError);
  };

  private text(): string {
    const { prompt = '', written = [] } = this.state.value ?? {};
    return prompt + written.map(({ character }) => character).join('');
  }

  private readonly copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.text());
    notify(this, { id: 'write.copied', text: msg('Copied.', { id: 'write.copied' }) });
  };

  private readonly share = async (): Promise<void> => {
    try {
      await navigator.share({ title: this.state.value?.run?.name ?? 'Unroll', text: this.text() });
    } catch (error) {
      // The student closed the system's sheet: nothing went wrong.
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
    }
  };

  private heading() {
    const { run, step = 0 } = this.state.value ?? {};
    const title = msg('Let it write', { id: 'write.title' });
    if (run === undefined) return { title };
    return { title, subtitle: `${run.name} · ${msg(str`step ${formatCount(step)}`, { id: 'train.samples.step' })}` };
  }
}

function problemText(problem: SamplingProblem): string {
  switch (problem.kind) {
    case 'unknown-characters': {
      const characters = problem.characters.map(shownCharacter).join(' ');
      return msg(str`It has never read: ${characters}. Its text had no such characters. Remove them, then write.`, {
        id: 'write.unknown',
      });
    }
    case 'no-weights':
      return msg('This run has no weights on this device yet.', { id: 'write.no-weights' });
    case 'failed':
      return msg(str`It could not write: ${problem.message}`, { id: 'write.failed' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-sampling': UnrollSampling;
  }
}
