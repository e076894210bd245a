import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { behindFrame } from '../../../components/controllers/behind-frame.ts';
import { Roving } from '../../../components/controllers/roving.ts';
import { fixture } from '../../support/fixture.ts';

/** Two rows of two buttons, each made anew when the edition changes. */
class Grid extends LitElement {
  @property({ type: Number }) edition = 0;
  /** Which one the tab key goes to when none had the focus. */
  @property() first = '1,0';
  protected readonly roving = new Roving(this);

  override render() {
    const places = ['0,0', '0,1', '1,0', '1,1'];
    const button = (place: string) => {
      const [row, column] = place.split(',');
      return html`<button data-row=${row} data-column=${column} ?data-first=${place === this.first}>${place}</button>`;
    };
    return keyed(this.edition, places.map(button));
  }
}
customElements.define('test-grid', Grid);

const grid = async () => fixture<Grid>(html`<test-grid></test-grid>`);
const stops = ({ renderRoot }: Grid) =>
  [...renderRoot.querySelectorAll('button')].filter(({ tabIndex }) => tabIndex === 0).map((each) => each.innerText);
const focused = ({ shadowRoot }: Grid) => (shadowRoot?.activeElement as HTMLElement | null)?.innerText;
const buttonAt = ({ renderRoot }: Grid, place: string) => {
  const found = [...renderRoot.querySelectorAll('button')].find((each) => each.innerText === place);
  if (found === undefined) throw new Error(`expected a button ${place}`);
  return found;
};
const press = (host: Grid, key: string) =>
  host.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
const point = (at: HTMLElement) => at.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
const tap = (button: HTMLElement) => {
  point(button);
  button.focus();
};

async function makeAnew(host: Grid): Promise<void> {
  host.edition++;
  await host.updateComplete;
}

describe('roving focus', () => {
  it('has one tab stop from the beginning: the one marked first', async () => {
    expect(stops(await grid())).to.deep.equal(['1,0']);
  });

  it('follows the arrow keys to the nearest button that way, and stays at an edge', async () => {
    const host = await grid();
    buttonAt(host, '0,0').focus();
    for (const [key, place] of [
      ['ArrowRight', '0,1'],
      ['ArrowRight', '0,1'],
      ['ArrowDown', '1,1'],
      ['ArrowLeft', '1,0'],
      ['ArrowUp', '0,0'],
    ]) {
      press(host, key);
      expect([focused(host), stops(host)], key).to.deep.equal([place, [place]]);
    }
  });

  it('has the focus back at once where a key’s button is made anew', async () => {
    const host = await grid();
    buttonAt(host, '0,0').focus();
    press(host, 'ArrowRight');
    await makeAnew(host);
    expect([focused(host), stops(host)]).to.deep.equal(['0,1', ['0,1']]);
  });

  it('has it back behind the frame where a finger tapped the button, unless it went elsewhere meanwhile', async () => {
    const host = await grid();
    tap(buttonAt(host, '1,1'));
    await makeAnew(host);
    expect(focused(host)).to.equal(undefined);
    await behindFrame();
    expect([focused(host), stops(host)]).to.deep.equal(['1,1', ['1,1']]);

    const elsewhere = document.body.appendChild(document.createElement('input'));
    await makeAnew(host);
    elsewhere.focus();
    await behindFrame();
    expect(document.activeElement).to.equal(elsewhere);
    expect(stops(host)).to.deep.equal(['1,1']);
    elsewhere.remove();
  });

  it('leaves the focus where it is when who uses it pointed elsewhere', async () => {
    const host = await grid();
    buttonAt(host, '0,0').focus();
    press(host, 'ArrowRight');
    point(document.body);
    buttonAt(host, '0,1').blur();
    await makeAnew(host);
    await behindFrame();
    expect([focused(host), stops(host)]).to.deep.equal([undefined, ['0,1']]);
  });

  it('moves its stop to what is marked first later: at once for who uses keys, behind the frame of a finger', async () => {
    const host = await grid();
    for (const place of ['0,0', '1,0']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      host.first = place;
      await host.updateComplete;
      expect(stops(host)).to.deep.equal([place]);
    }
    point(document.body);
    host.first = '0,1';
    await host.updateComplete;
    expect(stops(host)).to.deep.equal(['1,0']);
    await behindFrame();
    expect(stops(host)).to.deep.equal(['0,1']);
  });
});
