import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { Printing } from '../controllers/printing.ts';
import { letters } from '../formula/letters.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { fold } from '../controls/fold.css.ts';
import { formatNumber } from '../controls/number-format.ts';
import type { LabControls, LabState, TypedVerdict } from '../lab/contract.ts';
import { LabPass } from '../lab/lab-pass.ts';
import { base } from '../styles/base.css.ts';
import { printedSections } from '../styles/printed-sections.css.ts';
import { computeStep, takePreset } from './contract.ts';
import { lessonWords } from './lesson-words.ts';
import { lessonStyles } from './lesson.css.ts';
import { presetWords } from './preset-words.ts';
import { answerOf, ASKED, askedPosition, lessonQuestion, type LessonQuestion } from './question.ts';
import './un-printed-formulas.ts';
import './un-rolled.ts';
import './un-valves.ts';

/**
 * The lesson of a cell beside its lab: a picture of the present step, what to see, one thing to do, one to compute, and
 * where the lecture's notes need a remark.
 *
 * @fires take-preset, compute-step, take-step
 */
@customElement('un-lesson')
@localized()
export class Lesson extends LitElement {
  static override styles = [base, keys, fields, fold, lessonStyles, printedSections];

  @property({ attribute: false }) session!: LabControls;
  @property({ attribute: false }) lab!: LabState;
  /** The pass's position: its numbers change with it. */
  @property({ type: Number }) position = 0;
  /** The layer in sight, where the lab shows one at a time. */
  @property({ attribute: false }) layer: string | undefined;
  /** The step that stands open in the rows. */
  @property({ type: Number }) step = 0;
  private readonly printing = new Printing(this);
  @state() private verdict: Judged | undefined;
  /** What the verdict was given for: of another network or layer it is void. */
  private judged: { readonly network: unknown; readonly layer: string | undefined } | undefined;

  override render() {
    const pass = new LabPass(this.lab, this.layer);
    const { document, view } = this.lab;
    const words = lessonWords(document.cell, view);
    return html`${this.picture(pass)}
      <section aria-labelledby="see">
        <h2 id="see">${msg('What to see', { id: 'lesson.see' })}</h2>
        ${words.see.map((text) => html`<p>${letters(text)}</p>`)}
      </section>
      ${this.printing.isUnderWay ? this.formulas(pass) : nothing}
      ${document.run === undefined ? this.task(words.task) : nothing} ${this.compute(pass)}
      <details>
        <summary>${msg('About the notes', { id: 'lesson.notes' })}</summary>
        <ul>
          ${words.notes.map((text) => html`<li>${letters(text)}</li>`)}
        </ul>
      </details>`;
  }

  private picture(pass: LabPass) {
    const hasGates = pass.columns.columns.some(({ style }) => style.role.endsWith('-gate'));
    return hasGates
      ? html`<un-valves .pass=${pass} .step=${this.step}></un-valves>`
      : html`<un-rolled .pass=${pass} .step=${this.step}></un-rolled>`;
  }

  private formulas(pass: LabPass) {
    return html`<section aria-labelledby="formulas">
      <h2 id="formulas">${msg('Formulas', { id: 'lesson.formulas' })}</h2>
      <un-printed-formulas .pass=${pass} .step=${this.step}></un-printed-formulas>
    </section>`;
  }

  private task(text: string) {
    return html`<section aria-labelledby="task">
      <h2 id="task">${msg('Do', { id: 'lesson.task' })}</h2>
      <p>${letters(text)}</p>
      <div class="presets" role="group" aria-label=${msg('Weights by hand', { id: 'lesson.presets' })}>
        ${this.session.limits.presets.map((id) => {
          const { name, look } = presetWords(id);
          return html`<button class="key" @click=${() => takePreset(this, id)}>
            <b>${name}</b><span>${look}</span>
          </button>`;
        })}
      </div>
    </section>`;
  }

  private compute(pass: LabPass) {
    const question = lessonQuestion(pass);
    return html`<section aria-labelledby="compute">
      <h2 id="compute">${msg('Compute', { id: 'lesson.compute' })}</h2>
      ${question === undefined ? this.notYet(pass) : this.asked(pass, question)}
    </section>`;
  }

  private notYet(pass: LabPass) {
    const step = ASKED.t + 1;
    const position = askedPosition(pass);
    if (position === undefined) {
      return html`<p>${msg('The question is about step 2: let the text be longer.', { id: 'lesson.too-short' })}</p>`;
    }
    return html`<p>
        ${msg(str`The question is about step ${step}, which is not computed yet.`, { id: 'lesson.not-yet' })}
      </p>
      <button class="key" @click=${() => computeStep(this, { t: ASKED.t, position })}>
        ${msg(str`Compute up to step ${step}`, { id: 'lesson.go' })}
      </button>`;
  }

  private asked(pass: LabPass, question: LessonQuestion) {
    const isAbout = this.judged?.network === this.lab.network && this.judged.layer === this.layer;
    const verdict = isAbout ? this.verdict : undefined;
    return html`<p id="question">${letters(question.text)}</p>
      <form class="answer" @submit=${(event: SubmitEvent) => this.submit(event, pass)}>
        <label class="field">
          <span>${msg('Your answer', { id: 'lesson.answer' })}</span>
          <input name="answer" inputmode="text" autocomplete="off" aria-describedby="question verdict" />
        </label>
        <button class="key">${msg('Check', { id: 'lesson.check' })}</button>
      </form>
      <p class="verdict" id="verdict" role="status">
        ${verdict === undefined ? nothing : letters(verdictText(verdict, question.hint))}
      </p>`;
  }

  private submit(event: SubmitEvent, pass: LabPass): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector('input');
    const answer = answerOf(pass);
    this.judged = { network: this.lab.network, layer: this.layer };
    this.verdict = { verdict: this.session.judge(field?.value ?? '', answer), answer };
  }
}

/** A judged answer, and the one that the streams have. */
interface Judged {
  readonly verdict: TypedVerdict;
  readonly answer: number;
}

function verdictText({ verdict, answer }: Judged, hint: string): string {
  switch (verdict) {
    case 'right':
      return msg(str`✓ Right: the network has ${formatNumber(answer, 4)}.`, { id: 'lesson.right' });
    case 'near':
      return msg(str`Nearly: keep three decimals on the way. ${hint}`, { id: 'lesson.near' });
    case 'sign':
      return msg('The size is right, the sign is not.', { id: 'lesson.sign' });
    case 'wrong':
      return msg(str`Not yet. ${hint}`, { id: 'lesson.wrong' });
    case 'no-number':
      return msg('Type a number, such as −0.25, or a sum of products, such as 0.5 × 0.2 − 0.1.', {
        id: 'lesson.no-number',
      });
    default:
      return verdict satisfies never;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-lesson': Lesson;
  }
}
