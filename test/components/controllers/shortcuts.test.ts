import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { ShortcutKeys } from '../../../components/controllers/shortcuts.ts';
import { fixture } from '../../support/fixture.ts';

let pressed: string[] = [];
const note = (key: string) => (): void => void pressed.push(key);

class Screen extends LitElement {
  protected readonly shortcuts = new ShortcutKeys(this, {
    ArrowLeft: note('ArrowLeft'),
    End: note('End'),
    ' ': note(' '),
    p: note('p'),
  });

  override render() {
    const wide = html`<div style="width: 500px">wide</div>`;
    return html`<div id="scrolls" tabindex="0" style="width: 50px; overflow-x: auto">${wide}</div>
      <div id="fits" tabindex="0" style="width: 600px; overflow-x: auto">${wide}</div>
      <div id="spills" tabindex="0" style="width: 50px">${wide}</div>
      <button id="button">key</button>
      <input id="text" />
      <input id="box" type="checkbox" />
      <select id="list"></select>`;
  }
}
customElements.define('test-shortcuts', Screen);

describe('ShortcutKeys', () => {
  beforeEach(() => {
    pressed = [];
  });

  for (const [where, wanted] of [
    ['scrolls', ['End', ' ', 'p']],
    ['fits', ['ArrowLeft', 'End', ' ', 'p']],
    ['spills', ['ArrowLeft', 'End', ' ', 'p']],
    ['button', ['ArrowLeft', 'End', 'p']],
    ['text', []],
    ['box', ['ArrowLeft', 'End', 'p']],
    ['list', []],
  ] as const) {
    it(`leave to what has the focus the keys that it uses itself: ${where}`, async () => {
      const screen = await fixture<Screen>(html`<test-shortcuts></test-shortcuts>`);
      const target = screen.shadowRoot?.getElementById(where);
      target?.focus();
      expect(screen.shadowRoot?.activeElement).to.equal(target);
      for (const key of ['ArrowLeft', 'End', ' ', 'p']) {
        target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      }
      expect(pressed).to.deep.equal(wanted);
    });
  }

  it('leave combinations to the browser, and end with their screen', async () => {
    const screen = await fixture<Screen>(html`<test-shortcuts></test-shortcuts>`);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true }));
    screen.remove();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'p' }));
    expect(pressed).to.deep.equal([]);
  });
});
