import { html, type TemplateResult } from 'lit';

/** A sentence in which letters have lower marks, written `W_x` and `h_{i−1}`: set as in a formula, *W*ₓ. */
export function letters(text: string): TemplateResult {
  const parts = text.split(/([A-Za-z]_(?:\{[^}]*\}|[a-z\d]))/);
  return html`${parts.map((part, n) => (n % 2 === 0 ? part : letter(part)))}`;
}

function letter(part: string): TemplateResult {
  const mark = part.slice(2).replaceAll(/[{}]/g, '');
  return html`<i>${part[0]}</i><sub>${mark}</sub>`;
}
