import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { Filling } from '../controllers/filling.ts';
import { keys } from '../controls/controls.css.ts';
import type { Sheet } from '../controls/sheet.ts';
import '../controls/sheet.ts';
import { takeStep, type LabControls, type LabState } from '../lab/contract.ts';
import { base } from '../styles/base.css.ts';
import './un-lesson.ts';

/**
 * The lesson in a sheet, for screens too narrow to have it at the side; its key steps on, since the sheet covers the bar.
 *
 * @fires sheet-close
 */
@customElement('un-lesson-sheet')
@localized()
export class LessonSheet extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: contents;
        /* four units of the open row stay in sight above it */
        --sheet-size: min(56dvh, 34rem);
      }
      .step {
        position: sticky;
        z-index: 1;
        inset-block-end: calc(-1 * max(var(--space-5), env(safe-area-inset-bottom)));
        display: flex;
        margin-inline: calc(-1 * var(--space-5));
        padding: var(--space-2) var(--space-5) max(var(--space-3), env(safe-area-inset-bottom));
        background: var(--raised);
        border-block-start: 1px solid var(--line);
      }
      .head {
        display: flex;
        align-items: center;
        gap: var(--space-4);
      }
      .head h2 {
        font-size: var(--text-l);
        font-weight: 650;
      }
      .head .key {
        display: none;
        max-inline-size: 12rem;
        min-block-size: var(--touch);
      }
      /* Little height: the room is for the lesson. The sheet stands beside the rows and leaves the bar alone, ... */
      @media (max-height: 30rem) {
        .step {
          display: none;
        }
      }
      /* ... or covers it where there is little width, too: the key then stands beside the heading. */
      @media (max-height: 30rem) and (max-width: 39.99rem) {
        .head .key {
          display: inline-flex;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: LabControls;
  @property({ attribute: false }) lab!: LabState;
  @property({ type: Number }) position = 0;
  @property({ attribute: false }) layer: string | undefined;
  @property({ type: Number }) step = 0;
  @property({ type: Boolean }) open = false;
  /** What the step key says. */
  @property() action = '';
  @query('un-sheet') private readonly sheet!: Sheet;
  private readonly filling = new Filling(this, () => this.open);

  /** How much of the window's height the sheet covers, in pixels. */
  get covered(): number {
    return this.open ? this.sheet.covered : 0;
  }

  /** With the sheet itself and its content, which come behind a frame. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await Promise.all([this.filling.due, this.sheet.updateComplete]);
    return super.getUpdateComplete();
  }

  override render() {
    return html`<un-sheet heading=${msg('Lesson', { id: 'lesson.title' })} ?open=${this.open}>
      <div slot="head" class="head">
        <h2>${msg('Lesson', { id: 'lesson.title' })}</h2>
        ${this.key()}
      </div>
      ${
        this.filling.isDue
          ? html`<un-lesson
                .session=${this.session}
                .lab=${this.lab}
                .layer=${this.layer}
                .position=${this.position}
                .step=${this.step}
              ></un-lesson>
              <div class="step">${this.key()}</div>`
          : nothing
      }
    </un-sheet>`;
  }

  private key() {
    return html`<button class="key main" @click=${() => takeStep(this)}>${this.action}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-lesson-sheet': LessonSheet;
  }
}
