import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { icons } from '../controls/icons.ts';
import { base } from '../styles/base.css.ts';
import type { Lesson, Section } from './chapter.ts';
import { rows } from './rows.css.ts';

/** One section of the chapter: its open lessons as links, those to come as plain lines that say so. */
@customElement('un-section-list')
@localized()
export class SectionList extends LitElement {
  static override styles = [
    base,
    rows,
    css`
      .letters {
        flex: none;
        display: flex;
        gap: 0.4em;
        color: var(--ink-2);
        font-family: var(--font-math);
        font-size: var(--text-l);
        font-style: italic;
      }
      .coming {
        font-size: var(--text-s);
        color: var(--ink-3);
        font-weight: 400;
        letter-spacing: 0;
      }
    `,
  ];

  @property({ attribute: false }) section: Section | undefined;

  override render() {
    const { section } = this;
    if (!section) return nothing;
    return html`<section aria-labelledby="title">
      <h2 id="title">${section.title}</h2>
      <ul class="list">
        ${section.lessons.map((lesson) => (lesson.to === undefined ? this.line(lesson) : this.link(lesson)))}
      </ul>
    </section>`;
  }

  private link({ title, about, to, letters }: Lesson) {
    return html`<li>
      <a class="row" href=${to ?? nothing}>
        <span class="text">
          <span class="words"><b>${title}</b><span>${about}</span></span>
          ${letters ? html`<span class="letters" aria-hidden="true">${letters.map((letter) => html`<i>${letter}</i>`)}</span>` : nothing}
        </span>
        <span class="onward">${icons.onward}</span>
      </a>
    </li>`;
  }

  private line({ title, about }: Lesson) {
    return html`<li>
      <div class="row still">
        <span class="words"><b>${title}</b><span>${about}</span></span>
        <span class="coming">${msg('in the making', { id: 'chapter.coming' })}</span>
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-section-list': SectionList;
  }
}
