import { html, nothing, type TemplateResult } from 'lit';
import { heardPowers } from './short-number.ts';

/** A letter, with or without its tilde and its layer's number, and its lower mark: `W_x`, `b_logits`, `h⁽²⁾_{t−1}`. */
const MARKED = /([A-Za-z]\u0303?(?:⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾|∗)?_(?:\{[^}]*\}|[A-Za-z\d]+))/;

/** A sentence with letters, written as `nameInSentence` writes them: set as in a formula, *W*ₓ. */
export function letters(text: string): TemplateResult {
  return html`${text.split(MARKED).map((part, n) => (n % 2 === 0 ? part : letter(part)))}`;
}

/** The same where it is only heard: the mark is one more word, `W x`, and a power of ten is words, too. */
export function heardLetters(text: string): string {
  return heardPowers(text)
    .split(MARKED)
    .map((part, n) => (n % 2 === 0 ? part : parts(part).join(' ').trim()))
    .join('');
}

function letter(part: string): TemplateResult {
  const [base, mark] = parts(part);
  return html`<i>${base}</i>${mark === '' ? nothing : html`<sub>${mark}</sub>`}`;
}

function parts(marked: string): readonly [string, string] {
  const [base, mark] = marked.split('_', 2);
  return [base, mark.replaceAll(/[{}]/g, '')];
}
