/** The few pictures on keys, drawn with the text's colour and size. They are decoration: the key carries the words. */
import { svg, html, type TemplateResult } from 'lit';

const icon = (paths: TemplateResult): TemplateResult =>
  html`<svg
    viewBox="0 0 24 24"
    width="1.375em"
    height="1.375em"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;

const filled = (path: string) => svg`<path fill="currentColor" d=${path} />`;
const lines = (path: string) => svg`<path d=${path} />`;

export const icons = {
  back: icon(lines('M15 5l-7 7 7 7')),
  onward: icon(lines('M9 5l7 7-7 7')),
  close: icon(lines('M6 6l12 12M18 6L6 18')),
  more: icon(svg`<path stroke-width="3.5" d="M5 12h.01M12 12h.01M19 12h.01" />`),
  play: icon(filled('M8 5l11 7-11 7z')),
  pause: icon(svg`<path stroke-width="3.5" d="M8.5 6v12M15.5 6v12" />`),
  stepBack: icon(filled('M16 5L6 12l10 7z')),
  finish: icon(lines('M4 12h12M11 7l5 5-5 5M20 5v14')),
  done: icon(lines('M5 12.5l4.5 4.5L19 7.5')),
  lesson: icon(lines('M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13')),
  settings: icon(lines('M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5v5M8 14.5v5')),
} satisfies Record<string, TemplateResult>;
