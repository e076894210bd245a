import { html, type TemplateResult } from 'lit';

/**
 * What a button says and what it shows, where the two differ: the words are for screen readers, the content is for the
 * eye and keeps its place in the button's own layout.
 */
export function spoken(words: string, content: unknown): TemplateResult {
  return html`<span class="spoken">${words}</span><span aria-hidden="true" style="display: contents">${content}</span>`;
}
