import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { ComparedRun, LibraryState } from '../../src/app/library-session.ts';
import '../chart/loss-chart.ts';
import { Observe } from '../controllers/observe.ts';
import { ScreenTitle } from '../controllers/screen-title.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { screen } from '../styles/screen.css.ts';
import './compare-readings.ts';
import './compare-table.ts';
import type { LibraryControls } from './contract.ts';
import { libraryStyles } from './unroll-library.css.ts';

/** Two runs or more: their curves over one another, their settings side by side. */
@customElement('unroll-compare')
@localized()
export class UnrollCompare extends LitElement {
  static override styles = [
    base,
    screen,
    keys,
    fields,
    libraryStyles,
    css`
      .check {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
        font-size: var(--text-s);
      }
      @media (min-width: 64rem) {
        .body {
          grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
          gap: var(--space-4) var(--space-7);
          max-inline-size: 72rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) session: LibraryControls | undefined;
  /** Ids, from the address. */
  @property({ attribute: false }) runs: readonly string[] = [];

  @state() private compared: readonly ComparedRun[] | undefined;
  @state() private looked: number | undefined;
  @state() private onlyDifferences = false;
  private readonly library = new Observe<LibraryState>(this, () => this.session?.state$);

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => this.heading()));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session') || changed.has('runs')) void this.load().catch(reportError);
  }

  override render() {
    const { compared } = this;
    if (compared === undefined) {
      return html`<p class="message" role="status">${msg('Opening the runs …', { id: 'compare.opening' })}</p>`;
    }
    if (compared.length < 2) {
      return html`<p class="message" role="alert">
        ${msg('These runs are no longer all on this device.', { id: 'compare.missing' })}
        <a href="#/runs">${msg('Your runs', { id: 'train.runs' })}</a>
      </p>`;
    }
    const series = compared.map(({ record: { id, name, settings }, losses, evaluations }) => ({
      id,
      name,
      losses,
      ...(settings.validation !== undefined && { heldBack: evaluations }),
    }));
    return html`<div class="body">
      <div>
        <un-loss-chart
          .series=${series}
          @look-step=${(event: HTMLElementEventMap['look-step']) => (this.looked = event.detail.step)}
        ></un-loss-chart>
        <un-compare-readings .series=${series} .step=${this.looked}></un-compare-readings>
      </div>
      <div>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.onlyDifferences}
            @change=${(event: Event) => (this.onlyDifferences = (event.target as HTMLInputElement).checked)}
          />
          ${msg('Only what differs', { id: 'compare.only' })}
        </label>
        <un-compare-table
          .runs=${compared.map(({ record }) => record)}
          .titles=${this.titles()}
          ?only-differences=${this.onlyDifferences}
        ></un-compare-table>
      </div>
    </div>`;
  }

  private async load(): Promise<void> {
    const { session, runs } = this;
    if (session === undefined) return;
    const [compared] = await Promise.all([session.compare(runs), session.refresh()]);
    if (runs === this.runs) this.compared = compared;
  }

  private titles(): ReadonlyMap<string, string> {
    const library = this.library.value;
    return new Map(library?.status === 'read' ? library.texts.map(({ key, title }) => [key, title]) : []);
  }

  private heading() {
    const count = formatCount(this.compared?.length ?? this.runs.length);
    return { title: msg('Compare', { id: 'compare.title' }), subtitle: msg(str`${count} runs`, { id: 'runs.count' }) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unroll-compare': UnrollCompare;
  }
}
