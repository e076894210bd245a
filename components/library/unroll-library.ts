import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { LibraryState } from '../../src/app/library-session.ts';
import type { RunRecord } from '../../src/store/schema.ts';
import { navigate, notify } from '../app/contract.ts';
import { Observe } from '../controllers/observe.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import '../controls/bar.ts';
import { keys } from '../controls/controls.css.ts';
import { formatBytes, formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { screen } from '../styles/screen.css.ts';
import { storeProblem, trainProblem } from '../train/words.ts';
import type { LibraryControls } from './contract.ts';
import './kept-texts.ts';
import { arranged } from './order.ts';
import './run-finder.ts';
import type { RunQuery } from './run-finder.ts';
import './run-menu.ts';
import type { RunAction } from './run-menu.ts';
import './run-rows.ts';
import { networkText } from './run-words.ts';
import './storage-facts.ts';
import { libraryStyles } from './unroll-library.css.ts';

type Read = Extract<LibraryState, { status: 'read' }>;

/** Up to this many runs there is nothing to search. */
const FEW = 4;

/** The runs and texts that this device keeps. */
@customElement('unroll-library')
@localized()
export class UnrollLibrary extends LitElement {
  static override styles = [base, screen, keys, libraryStyles];

  @property({ attribute: false }) session: LibraryControls | undefined;

  @state() private query: RunQuery = { search: '', order: 'recent' };
  @state() private chosen: readonly string[] = [];
  @state() private menu: string | undefined;
  private readonly library = new Observe<LibraryState>(this, () => this.session?.state$);

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => this.heading()));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) void this.session?.refresh();
  }

  override render() {
    const library = this.library.value;
    switch (library?.status) {
      case undefined:
      case 'reading':
        return nothing;
      case 'failed':
        return html`<p class="message" role="alert">${storeProblem(library.problem)}</p>`;
      case 'read':
        return library.runs.length === 0 ? this.empty(library) : this.shown(library);
      default:
        return library satisfies undefined;
    }
  }

  private empty(library: Read) {
    return html`<div class="body">
        <div class="none">
          <h2>${msg('Nothing is kept yet', { id: 'runs.none' })}</h2>
          <p>
            ${msg('A run that you train is saved here by itself: its weights, its curve and where it stopped.', {
              id: 'runs.none.text',
            })}
          </p>
        </div>
        ${this.rest(library)}
      </div>
      <un-bar><a class="key main" href="#/train">${msg('Train a network', { id: 'runs.train' })}</a></un-bar>`;
  }

  private shown(library: Read) {
    const titles = new Map(library.texts.map(({ key, title }) => [key, title]));
    const runs = arranged(library.runs, {
      ...this.query,
      words: (run) => networkText(run, run.data.kind === 'own' ? titles.get(run.data.text) : undefined),
    });
    const chosen = this.chosen.filter((id) => library.runs.some((run) => run.id === id));
    return html`<div class="body">
        ${
          library.runs.length < FEW
            ? nothing
            : html`<un-run-finder
                .query=${this.query}
                @find-runs=${({ detail }: HTMLElementEventMap['find-runs']) => (this.query = detail)}
              ></un-run-finder>`
        }
        ${
          runs.length === 0
            ? html`<p class="message" role="status">
                ${msg(str`No run holds “${this.query.search}”.`, { id: 'runs.not-found' })}
              </p>`
            : html`<un-run-rows
                .runs=${runs}
                .titles=${titles}
                .chosen=${chosen}
                @choose-run=${this.choose}
                @open-run-menu=${(event: CustomEvent<{ id: string }>) => (this.menu = event.detail.id)}
              ></un-run-rows>`
        }
        ${this.rest(library)}
      </div>
      ${this.bar(chosen, library.runs.length)}
      <un-run-menu
        .run=${library.runs.find(({ id }) => id === this.menu)}
        @run-action=${(event: CustomEvent<RunAction>) => void this.act(event.detail).catch(reportError)}
        @sheet-close=${() => (this.menu = undefined)}
      ></un-run-menu>`;
  }

  private rest({ texts, storage }: Read) {
    return html`<un-kept-texts
        .texts=${texts}
        @delete-text=${(event: CustomEvent<{ key: string }>) =>
          void this.deleteText(event.detail.key).catch(reportError)}
      ></un-kept-texts>
      <un-storage-facts .storage=${storage} @ask-to-persist=${this.askToPersist}></un-storage-facts>`;
  }

  private bar(chosen: readonly string[], all: number) {
    if (chosen.length === 0) {
      return html`<un-bar><a class="key main" href="#/train">${msg('New run', { id: 'train.new' })}</a></un-bar>`;
    }
    const count = formatCount(chosen.length);
    return html`<un-bar>
      <button class="key main" ?disabled=${chosen.length < 2} @click=${() => this.compare(chosen)}>
        ${
          chosen.length < 2
            ? all < 2
              ? msg('A second run is needed to compare', { id: 'runs.compare.alone' })
              : msg('Tick another one to compare', { id: 'runs.compare.more' })
            : msg(str`Compare ${count} runs`, { id: 'runs.compare' })
        }
      </button>
      <button class="key" @click=${() => (this.chosen = [])}>${msg('None', { id: 'runs.choose.none' })}</button>
    </un-bar>`;
  }

  private readonly choose = ({ detail: { id } }: CustomEvent<{ id: string }>): void => {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((each) => each !== id) : [...this.chosen, id];
  };

  private compare(ids: readonly string[]): void {
    navigate(this, `#/runs?${new URLSearchParams({ compare: ids.join(',') }).toString()}`);
  }

  private readonly askToPersist = (): void => {
    void this.session?.askToPersist().catch(reportError);
  };

  private async act(action: RunAction): Promise<void> {
    const { session, menu: id } = this;
    const library = this.library.value;
    const run = library?.status === 'read' ? library.runs.find((each) => each.id === id) : undefined;
    if (session === undefined || run === undefined) return;
    this.menu = undefined;
    switch (action.do) {
      case 'rename':
        return session.rename(run.id, action.name);
      case 'duplicate':
        return navigate(this, `#/train/${encodeURIComponent(await session.duplicate(run.id, action.from))}`);
      case 'delete':
        return this.deleteRun(session, run);
      default:
        return action satisfies never;
    }
  }

  private async deleteRun(session: LibraryControls, { id, name }: RunRecord): Promise<void> {
    if (!(await session.remove(id))) {
      return notify(this, { kind: 'problem', text: trainProblem({ kind: 'in-use' }) });
    }
    this.chosen = this.chosen.filter((each) => each !== id);
    notify(this, {
      text: msg(str`${name} was deleted.`, { id: 'train.deleted' }),
      action: { label: msg('Undo', { id: 'train.undo' }), run: () => void session.restore(id).catch(reportError) },
    });
  }

  private async deleteText(key: string): Promise<void> {
    const { session } = this;
    if (session === undefined) return;
    const text = await session.removeText(key);
    notify(this, {
      text: msg(str`${text.title} was deleted.`, { id: 'train.deleted' }),
      action: {
        label: msg('Undo', { id: 'train.undo' }),
        run: () => void session.restoreText(text).catch(reportError),
      },
    });
  }

  private heading() {
    const library = this.library.value;
    const title = msg('Your runs', { id: 'train.runs' });
    if (library?.status !== 'read') return { title };
    const { runs, storage } = library;
    const count =
      runs.length === 1
        ? msg('1 run', { id: 'runs.count.one' })
        : msg(str`${formatCount(runs.length)} runs`, { id: 'runs.count' });
    return {
      title,
      subtitle:
        storage?.used === undefined
          ? count
          : `${count} · ${msg(str`${formatBytes(storage.used)} on this device`, { id: 'runs.used' })}`,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-library': UnrollLibrary;
  }
}
