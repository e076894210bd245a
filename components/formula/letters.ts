import { html, type TemplateResult } from 'lit';

/** A letter, with or without its tilde, and its lower mark: `W_x`, `b_logits`, `h_{i−1}`. */
const MARKED = /([A-Za-z]\u0303?_(?:\{[^}]*\}|[a-z\d]+))/;

/**
 * A sentence in which letters have lower marks, written as `nameSymbol` writes them: set as in a formula, *W*ₓ. Where it
 * is only heard, the sentence stays as it is.
 */
export function letters(text: string): TemplateResult {
  return html`${text.split(MARKED).map((part, n) => (n % 2 === 0 ? part : letter(part)))}`;
}

function letter(part: string): TemplateResult {
  const [base, mark] = part.split('_', 2);
  return html`<i>${base}</i><sub>${mark.replaceAll(/[{}]/g, '')}</sub>`;
}
