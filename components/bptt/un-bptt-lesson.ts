import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { sumTex } from '../../src/formula/bptt-tex.ts';
import { fields, keys } from '../controls/controls.css.ts';
import '../formula/un-formula.ts';
import { fold } from '../controls/fold.css.ts';
import { base } from '../styles/base.css.ts';
import { printedSections } from '../styles/printed-sections.css.ts';
import { bpttLessonStyles } from './bptt-lesson.css.ts';
import { letters } from '../formula/letters.ts';
import type { BpttControls, BpttState, BpttWeight, Verdict } from './contract.ts';
import { outputWord, weightWord } from './weight-names.ts';

/** How far apart the farthest and the nearest term may be to count as held. */
const HELD = 2;

/** Up to how far apart only this is told: one digit of such a factor would be nearly the answer to the question. */
const FEW = 10;

/** The lesson's words: what to see, one thing to do, one to compute, and where the notes need a remark. */
@customElement('un-bptt-lesson')
@localized()
export class BpttLesson extends LitElement {
  static override styles = [base, keys, fields, fold, bpttLessonStyles, printedSections];

  @property({ attribute: false }) session!: BpttControls;
  @property({ attribute: false }) state!: BpttState;
  @state() private verdict: Verdict | undefined;
  @query('#answer') private readonly field!: HTMLInputElement;
  /** The weights for which the verdict was given: with others it is void. */
  private judged: unknown;

  override render() {
    const x = this.word('x');
    return html`<section aria-labelledby="see">
        <h2 id="see">${msg('What to see', { id: 'bptt.see' })}</h2>
        <p>
          ${letters(msg('The network reads a sentence and tags each word. Every word has its own loss E_t, and each of them depends on the weights through every step up to its own: that makes one term for each cell of the triangle, and their sum is the gradient.', { id: 'bptt.see-1' }))}
        </p>
        <un-formula .tex=${sumTex(this.state.written, 'x')}></un-formula>
        <p>
          ${letters(msg('One cell to the left is one Jacobian more. Where Jacobians shrink, the loss of a late word hardly feels an early one: the gradient vanishes with distance. Where they stretch, it explodes.', { id: 'bptt.see-2' }))}
        </p>
        ${this.isGated ? html`<p>${letters(this.radiusOfGates())}</p>` : nothing}
      </section>
      <section aria-labelledby="do">
        <h2 id="do">${msg('Do', { id: 'bptt.do' })}</h2>
        <p>
          ${letters(msg(str`Move the spectral radius until the farthest term of ${x}, at the lower left, is about as large as the one at the lower right (at most ${HELD} times apart). Then switch to the norms, and try the ${this.isGated ? 'RNN' : 'LSTM'}.`, { id: 'bptt.do-text' }))}
        </p>
        <p class="state" role="status">${this.progress()}</p>
      </section>
      ${this.question()} ${this.notes()}`;
  }

  private get isGated(): boolean {
    return this.state.document.cell !== 'rnn';
  }

  /** A matrix of several blocks is not square, and has no eigenvalues. */
  private radiusOfGates(): string {
    const h = this.word('h');
    return msg(
      str`${h} is a stack of square matrices, one for each gate and one for the candidate. The spectral radius ρ here is the largest among theirs; the slider scales all of them alike.`,
      { id: 'bptt.see-gates' },
    );
  }

  private progress(): string {
    const { farRatio: ratio } = this.state.measures;
    if (!Number.isFinite(ratio)) return msg('The farthest term is exactly 0 just now.', { id: 'bptt.do-zero' });
    const exact = ratio >= 1 ? ratio : 1 / ratio;
    if (exact <= HELD) return msg('✓ Held: what is far counts as much as what is near.', { id: 'bptt.do-done' });
    // the factor itself is asked for below: here no more than how far there is to go
    if (exact < FEW) {
      return ratio > 1
        ? msg(str`Just now the farthest is smaller by a factor between ${HELD} and ${FEW}.`, {
            id: 'bptt.do-few-smaller',
          })
        : msg(str`Just now the farthest is larger by a factor between ${HELD} and ${FEW}.`, {
            id: 'bptt.do-few-larger',
          });
    }
    const times = Number(exact.toPrecision(1)).toLocaleString('en');
    return ratio > 1
      ? msg(str`Just now the farthest is about ${times} times smaller.`, { id: 'bptt.do-smaller' })
      : msg(str`Just now the farthest is about ${times} times larger.`, { id: 'bptt.do-larger' });
  }

  private word(weight: BpttWeight): string {
    return weightWord(this.state.written, weight);
  }

  private question() {
    const last = this.state.measures.steps;
    const x = this.word('x');
    const verdict = this.judged === this.state.measures ? this.verdict : undefined;
    return html`<section aria-labelledby="compute">
      <h2 id="compute">${msg('Compute', { id: 'bptt.compute' })}</h2>
      <form @submit=${this.submit}>
        <label for="answer">
          ${letters(msg(str`With ${x} chosen, open the term of loss ${last} through step ${last}, then the one through step 1. How many times smaller is the second?`, { id: 'bptt.compute-text' }))}
        </label>
        <div class="input">
          <input
            id="answer"
            name="answer"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-describedby="verdict"
          />
          <button class="key">${msg('Check', { id: 'bptt.check' })}</button>
        </div>
      </form>
      <p class="state" id="verdict" role="status">${verdict === undefined ? nothing : verdictText(verdict)}</p>
    </section>`;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.judged = this.state.measures;
    this.verdict = this.session.check(this.field.value);
  };

  private notes() {
    const [x, h, o, b] = (['x', 'h', 'o', 'b'] as const).map((each) => this.word(each));
    const output = outputWord(this.state.written);
    return html`<details>
      <summary>${msg('About the notes', { id: 'bptt.notes' })}</summary>
      <ul>
        <li>
          ${letters(msg('The notes put ½ before ΣE_t. It belongs to squared errors, where it cancels a 2; with the cross-entropy used here it has no role, and we leave it out.', { id: 'bptt.notes-half' }))}
        </li>
        <li>
          ${letters(msg('∂h_i/∂W is meant as the immediate derivative, with h_{i−1} held; we write ∂⁺. The paths through earlier steps are the other terms of the sum: taken as the whole derivative they would be counted twice.', { id: 'bptt.notes-immediate' }))}
        </li>
        <li>
          ${letters(msg('The product is one of matrices, so its order counts: the last step’s Jacobian stands first.', { id: 'bptt.notes-order' }))}
        </li>
        <li>
          ${letters(msg(str`${h} has the same sum as ${x}; only the last factor differs. The bias ${b} does, too.`, { id: 'bptt.notes-wh' }))}
        </li>
        <li>
          ${letters(msg(str`${o} has one term for each loss, ∂E_t/∂${output} · h_tᵀ: it acts behind the state, so no Jacobian is in it.`, { id: 'bptt.notes-wo' }))}
        </li>
        <li>
          ${letters(msg('For an LSTM the product runs over the whole state s = (h, c).', { id: 'bptt.notes-state' }))}
        </li>
      </ul>
    </details>`;
  }
}

function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'right':
      return msg('✓ Right.', { id: 'bptt.right' });
    case 'near':
      return msg('Nearly: read three digits of both numbers.', { id: 'bptt.near' });
    case 'inverse':
      return msg('That is the share that is left. How many times smaller is one divided by it.', {
        id: 'bptt.inverse',
      });
    case 'wrong':
      return msg('Not yet: divide the norm of the near term by that of the far one.', { id: 'bptt.wrong' });
    case 'no-number':
      return msg('Type a number, such as 24 or 0.5.', { id: 'bptt.no-number' });
    case 'no-answer':
      return msg('The far term is exactly 0 just now: move the slider a little.', { id: 'bptt.no-answer' });
    default:
      return verdict satisfies never;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-bptt-lesson': BpttLesson;
  }
}
