import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RunView, TrainState } from '../../src/app/train-state.ts';
import { navigate, navigateInstead, notify } from '../app/contract.ts';
import '../controls/bar.ts';
import { keys, menu } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { formatCount, formatFactor } from '../controls/number-format.ts';
import '../controls/sheet.ts';
import { base } from '../styles/base.css.ts';
import type { TrainControls } from './contract.ts';
import { labAddress } from './lab-address.ts';
import { trainProblem } from './words.ts';

type Shown = Extract<TrainState, { run: RunView }>;

/** How far a finished run goes on by one tap. */
const FURTHER = 1000;

/** The keys at the thumb for a run: the one thing to do next, stepping through it, and the rest behind “…”. */
@customElement('un-run-bar')
@localized()
export class RunBar extends LitElement {
  static override styles = [
    base,
    keys,
    menu,
    css`
      :host {
        display: contents;
      }
      @media (min-width: 48rem) {
        un-bar {
          padding-inline: calc((100% - var(--measure)) / 2);
        }
      }
      /* With large text the quiet keys share the second row. */
      un-bar .key:not(.main) {
        max-inline-size: calc(100% - var(--key) - var(--space-2));
      }
      un-bar .key.main {
        flex-basis: 8rem;
      }
    `,
  ];

  @property({ attribute: false }) session: TrainControls | undefined;
  @property({ attribute: false }) state: Shown | undefined;
  @state() private isMoreOpen = false;

  override render() {
    const { state, session } = this;
    if (state === undefined || session === undefined) return nothing;
    return html`<un-bar>
        ${this.mainKey(state, session)}
        ${
          state.run.step === 0
            ? nothing
            : html`<button class=${state.status === 'elsewhere' ? 'key main' : 'key'} @click=${this.step}>
                ${msg('Step through it', { id: 'train.step-through' })}
              </button>`
        }
        <button
          class="key"
          aria-label=${msg('More', { id: 'train.bar.more' })}
          aria-expanded=${this.isMoreOpen ? 'true' : 'false'}
          @click=${() => (this.isMoreOpen = !this.isMoreOpen)}
        >
          ${icons.more}
        </button>
      </un-bar>
      <un-sheet heading=${state.run.name} ?open=${this.isMoreOpen} @sheet-close=${() => (this.isMoreOpen = false)}>
        <div class="more">
          ${
            state.run.step === 0
              ? nothing
              : html`<button class="key" @click=${this.write}>${msg('Let it write', { id: 'write.title' })}</button>
                  <button class="key" @click=${this.reach}>
                    ${msg('See how far its gradients reach', { id: 'train.reach' })}
                  </button>`
          }
          ${
            state.status === 'elsewhere'
              ? nothing
              : html`<button class="key" @click=${this.save}>${msg('Save now', { id: 'train.save' })}</button>`
          }
          <a class="key" href="#/train">${msg('New run', { id: 'train.new' })}</a>
          <a class="key" href="#/runs">${msg('Your runs', { id: 'train.runs' })}</a>
          <button class="key delete" @click=${this.deleteRun}>${msg('Delete this run', { id: 'train.delete' })}</button>
        </div>
      </un-sheet>`;
  }

  private mainKey(state: Shown, session: TrainControls) {
    switch (state.status) {
      case 'running':
        return key(msg('Pause', { id: 'train.pause' }), () => session.pause());
      case 'paused':
        return key(
          state.run.step === 0 ? msg('Start', { id: 'train.begin' }) : msg('Resume', { id: 'train.resume' }),
          () => session.resume(),
        );
      case 'elsewhere':
        return nothing;
      case 'finished':
        return key(msg(str`Train ${formatCount(FURTHER)} more steps`, { id: 'train.further' }), () =>
          session.trainFurther(FURTHER),
        );
      case 'diverged':
        return key(msg(str`Go back and train at ${formatFactor(state.lowerRate)}`, { id: 'train.lower' }), () =>
          session.lowerRate(),
        );
      default:
        return state satisfies never;
    }
  }

  /** The lab reads the saved state: what is on the screen is saved first. */
  private readonly step = async (): Promise<void> => {
    const { state, session } = this;
    if (state === undefined) return;
    await session?.save();
    navigate(this, labAddress(state.run, this.state?.run.saved?.step ?? state.run.step));
  };

  private readonly write = async (): Promise<void> => {
    const { state, session } = this;
    if (state === undefined) return;
    await session?.save();
    navigate(this, `#/write/${encodeURIComponent(state.run.id)}`);
  };

  private readonly reach = async (): Promise<void> => {
    const { state, session } = this;
    if (state === undefined) return;
    await session?.save();
    const step = this.state?.run.saved?.step ?? state.run.step;
    navigate(this, `#/lesson/bptt?run=${encodeURIComponent(state.run.id)}&step=${step}`);
  };

  private readonly save = async (): Promise<void> => {
    await this.session?.save();
    this.isMoreOpen = false;
    // What went wrong stands on the screen already.
    if (this.state?.run.saveProblem !== undefined) return;
    const step = formatCount(this.state?.run.saved?.step ?? 0);
    notify(this, { id: 'train.saved', text: msg(str`Saved at step ${step}.`, { id: 'train.saved' }) });
  };

  private readonly deleteRun = async (): Promise<void> => {
    const { session, state } = this;
    if (session === undefined || state === undefined) return;
    const { id, name } = state.run;
    if (!(await session.remove(id))) {
      return notify(this, { kind: 'problem', text: trainProblem({ kind: 'in-use' }) });
    }
    const undo = async () => {
      await session.restore(id);
      location.hash = `#/train/${encodeURIComponent(id)}`;
    };
    notify(this, {
      about: 'next-screen',
      text: msg(str`${name} was deleted.`, { id: 'train.deleted' }),
      action: { label: msg('Undo', { id: 'train.undo' }), run: () => void undo() },
    });
    navigateInstead(this, '#/train');
  };
}

function key(label: string, act: () => Promise<void>) {
  return html`<button class="key main" @click=${act}>${label}</button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-bar': RunBar;
  }
}
