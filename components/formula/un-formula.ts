import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { mathml } from '../../src/formula/mathml.ts';
import { Reachable } from '../controllers/reachable.ts';
import { base } from '../styles/base.css.ts';
import { loadMathFont } from './math-font.ts';

/** Loads what formulas are set with, before the first one is asked for: a font that comes has all text laid out anew. */
export async function prepareFormulas(): Promise<void> {
  await Promise.all([loadMathFont(), mathml('x')]);
}

/**
 * A formula in TeX, set as MathML. It scrolls sideways where it is wider than the screen.
 *
 * @slot - what stands in for it until it is set: paper does not wait
 */
@customElement('un-formula')
export class Formula extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-x: auto;
        overscroll-behavior-x: contain;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        /* A shadow at the edge where there is more: the covers scroll along with the formula, the shadows stay. */
        background:
          linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local,
          linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
          linear-gradient(to right, var(--shade), transparent) left / 1rem 100% no-repeat,
          linear-gradient(to left, var(--shade), transparent) right / 1rem 100% no-repeat,
          var(--paper);
        --shade: color-mix(in srgb, var(--ink) 28%, transparent);
        min-block-size: 3.25rem;
      }
      math {
        inline-size: max-content;
        min-inline-size: 100%;
        font-family: var(--font-math);
        font-size: 1.125rem;
        text-align: center;
      }
      @media print {
        :host {
          min-block-size: 0;
          padding: var(--space-1) 0;
          background: none;
        }
        math {
          text-align: start;
        }
      }
    `,
  ];

  @property() tex = '';
  @state() private markup = '';

  constructor() {
    super();
    this.addController(new Reachable(() => this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // a formula in another font is still a formula
    loadMathFont().catch(() => {});
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('tex')) void this.set(this.tex);
  }

  override render() {
    // the text comes from our own equations, through Temml
    return this.markup === '' ? html`<slot></slot>` : html`${unsafeHTML(this.markup)}`;
  }

  private async set(tex: string): Promise<void> {
    try {
      const markup = tex === '' ? '' : await mathml(tex);
      if (tex === this.tex) this.markup = markup;
    } catch (error) {
      reportError(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-formula': Formula;
  }
}
