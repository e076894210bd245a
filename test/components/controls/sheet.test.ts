import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/controls/sheet.ts';
import type { Sheet, SheetOpenDetail } from '../../../components/controls/sheet.ts';
import { Entries } from '../../../src/app/entries.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

async function page(keepFocus = false) {
  const host = await fixture<HTMLElement>(
    html`<div>
      <button data-row="0">Open</button>
      <button data-row="1">Another</button>
      <un-sheet heading="Settings" ?keep-focus=${keepFocus}><input /></un-sheet>
    </div>`,
  );
  const [button, another] = host.querySelectorAll('button');
  const sheet = host.querySelector('un-sheet') as Sheet;
  const panel = sheet.shadowRoot?.querySelector('.panel') as HTMLElement;
  const closings: Event[] = [];
  sheet.addEventListener('sheet-close', (event) => closings.push(event));
  const set = async (open: boolean) => {
    sheet.open = open;
    await sheet.updateComplete;
  };
  return { button, another, sheet, panel, closings, set, input: host.querySelector('input') as HTMLInputElement };
}

/** Lit draws in a microtask: no frame comes before. */
const drawn = async () => {
  for (let n = 0; n < 5; n++) await Promise.resolve();
};

const escape = (target: EventTarget) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
  );

const tab = (target: EventTarget) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, composed: true, cancelable: true }));

describe('<un-sheet>', () => {
  it('takes the focus when it opens and gives it back when it closes', async () => {
    const { button, sheet, panel, set } = await page();
    button.focus();
    await set(true);
    expect(panel.matches(':popover-open')).to.equal(true);
    expect(sheet.shadowRoot?.activeElement).to.equal(panel);
    await set(false);
    expect(panel.matches(':popover-open')).to.equal(false);
    expect(document.activeElement).to.equal(button);
  });

  it('leaves the focus where it is with keep-focus', async () => {
    const { button, set } = await page(true);
    button.focus();
    await set(true);
    expect(document.activeElement).to.equal(button);
    await set(false);
    expect(document.activeElement).to.equal(button);
  });

  it('gives the focus back to the number that Tab came from, not to the one it was opened by', async () => {
    const { button, another, sheet, panel, set } = await page(true);
    button.focus();
    await set(true);
    another.focus();
    tab(another);
    expect(sheet.shadowRoot?.activeElement).to.equal(panel);
    await set(false);
    expect(document.activeElement).to.equal(another);
  });

  it('lets Tab in from a number when what opened it is gone, or was a link', async () => {
    const { button, another, sheet, panel, set } = await page(true);
    button.focus();
    await set(true);
    button.remove();
    another.focus();
    tab(another);
    expect(sheet.shadowRoot?.activeElement).to.equal(panel);
    await set(false);
    expect(document.activeElement).to.equal(another);
    another.blur();
    await set(true);
    another.focus();
    tab(another);
    expect(sheet.shadowRoot?.activeElement).to.equal(panel);
    await set(false);
  });

  it('closes by Escape, once, and says so', async () => {
    const { sheet, closings, set, button } = await page();
    await set(true);
    escape(button);
    escape(button);
    await sheet.updateComplete;
    expect(sheet.open).to.equal(false);
    expect(closings).to.have.length(1);
  });

  it('tells of its opening at once, rises behind the frame, and covers nothing before', async () => {
    const { sheet, panel, set } = await page();
    let told: SheetOpenDetail | undefined;
    sheet.addEventListener('sheet-open', ({ detail }) => (told = detail), { once: true });
    sheet.open = true;
    await drawn();
    expect([told?.closed.aborted, panel.matches(':popover-open'), sheet.covered]).to.deep.equal([false, false, 0]);
    await told?.risen;
    expect(panel.matches(':popover-open')).to.equal(true);
    await set(false);
  });

  it('does not rise when it was closed before', async () => {
    const { sheet, panel, set } = await page();
    sheet.open = true;
    await drawn();
    await set(false);
    expect(panel.matches(':popover-open')).to.equal(false);
  });

  it('leaves one entry in the history to the sheet that takes its place', async () => {
    const first = await page();
    const second = await page();
    history.replaceState(null, '');
    const entries = new Entries();
    for (const { sheet } of [first, second])
      sheet.addEventListener('sheet-open', ({ detail }) => entries.cover(detail));
    // not by the history's length: a page that many tests have used has as many entries as a browser keeps
    const level = () => (history.state as { level?: number } | null)?.level;
    await first.set(true);
    await waitUntil(() => level() === 1, 'the entry of the first');
    const pops: Event[] = [];
    const pop = (event: Event) => pops.push(event);
    addEventListener('popstate', pop);
    await Promise.all([first.set(false), second.set(true)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    removeEventListener('popstate', pop);
    expect([level(), pops.length]).to.deep.equal([1, 0]);
    await second.set(false);
    await waitUntil(() => level() === undefined, 'the entry of the page');
    entries.dispose();
  });

  it('tells of its opening, how to close it, and when it is over', async () => {
    const { sheet, closings, set } = await page();
    const openings: SheetOpenDetail[] = [];
    sheet.addEventListener('sheet-open', ({ detail }) => openings.push(detail), { once: true });
    await set(true);
    expect(openings[0]?.closed.aborted).to.equal(false);
    openings[0]?.close();
    await sheet.updateComplete;
    expect([sheet.open, closings.length, openings[0]?.closed.aborted]).to.deep.equal([false, 1, true]);
  });

  it('is over when it leaves the page with its screen', async () => {
    const { sheet, set } = await page();
    let closed: AbortSignal | undefined;
    sheet.addEventListener('sheet-open', ({ detail }) => (closed = detail.closed), { once: true });
    await set(true);
    sheet.remove();
    expect(closed?.aborted).to.equal(true);
  });

  it('leaves an Escape that something else used', async () => {
    const { sheet, set, input } = await page();
    await set(true);
    input.addEventListener('keydown', (event) => event.preventDefault());
    escape(input);
    expect(sheet.open).to.equal(true);
    await set(false);
  });

  it('closes by its key, and not by itself when its owner closes it', async () => {
    const { sheet, closings, set } = await page();
    await set(true);
    await set(false);
    expect(closings).to.have.length(0);
    await set(true);
    sheet.shadowRoot?.querySelector('button')?.click();
    await sheet.updateComplete;
    expect(closings).to.have.length(1);
  });

  it('listens to nothing once it has left the page', async () => {
    const { sheet, closings, set } = await page();
    await set(true);
    sheet.remove();
    escape(document);
    expect(closings).to.have.length(0);
  });

  it('names itself for those who cannot see it', async () => {
    const { panel } = await page();
    expect(panel.getAttribute('role')).to.equal('dialog');
    expect(panel.getAttribute('aria-label')).to.equal('Settings');
  });
});
