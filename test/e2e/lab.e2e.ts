import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/wait-until.ts';
import { axeFindings, openBuiltApp, readyOffline, rendered, type BuiltApp } from './support.ts';

const main = (page: Page) => page.locator('un-transport .key.main');
const phase = (page: Page) => page.locator('un-phase-strip [aria-current]').innerText();
const subtitle = (page: Page) => page.locator('un-app-header p').innerText();

async function openLab(app: BuiltApp, hash = '#/lab/lstm'): Promise<Page> {
  const page = await app.open(hash);
  await main(page).waitFor();
  return page;
}

const grain = (page: Page, size: string) => page.locator('un-transport select').selectOption(size);

/** The open row's numbers, column by column. */
const numbers = (page: Page) =>
  page
    .locator('.row.now .column .cell')
    .evaluateAll((all) => all.map((cell) => cell.querySelector('[aria-hidden]')?.textContent ?? ''));

/** What the streams computed, asked from the console as a student may. */
const recorded = (page: Page, name: string, unit: number, t: number) =>
  page.evaluate(
    ([value, k, step]) => {
      const { network } = (globalThis as unknown as { unroll: { network: Recorded } }).unroll;
      return network.recorder.value(network.trace.values[value], k, step);
    },
    [name, unit, t] as const,
  );

interface Recorded {
  recorder: { value(equation: number, unit: number, t: number): number | undefined; position: number };
  trace: { values: Record<string, number> };
  total: number;
}

const position = (page: Page) =>
  page.evaluate(() => {
    const { network } = (globalThis as unknown as { unroll: { network: Recorded } }).unroll;
    return [network.recorder.position, network.total];
  });

describe('the recurrence lab', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  it('steps through a whole pass of an LSTM by touch, and on to the next with other weights', async () => {
    const page = await openLab(app);
    for (let tap = 0; tap < 25; tap++) await main(page).tap();
    assert.equal((await numbers(page)).filter((text) => /\d/.test(text)).length, 24);
    const c = await recorded(page, 'cell.c', 2, 0);
    assert.equal((await numbers(page))[4 * 4 + 2], (c ?? NaN).toFixed(2).replace('-', '−'));
    await grain(page, 'time-step');
    const phases = new Set<string>();
    for (let tap = 0; tap < 25; tap++) {
      phases.add(await phase(page));
      await main(page).tap();
      const [at, total] = await position(page);
      if (at === total) break;
    }
    phases.add(await phase(page));
    assert.deepEqual([...phases], ['Forward', 'Loss', 'Backward', 'Update']);
    assert.equal(await main(page).innerText(), 'Next pass');
    await main(page).tap();
    assert.match(await subtitle(page), /your weights, updated 1×$/);
    // the strip comes a frame behind the answer
    await page.locator('un-phase-strip [aria-current]', { hasText: 'Forward' }).waitFor();
    assert.deepEqual(app.errors, []);
    await page.close();
  });

  it('does the same by the keyboard alone: steps, opens a number, follows a factor, closes, goes on to the end', async () => {
    const page = await openLab(app, '#/lab/gru');
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
    const [at] = await position(page);
    assert.ok(at > 20);
    await page.keyboard.press('ArrowLeft');
    assert.ok((await position(page))[0] < at);
    // into the numbers: the grid is one tab stop, arrows move within it
    const isAt = (selector: string) =>
      page.evaluate((wanted) => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.matches(wanted) ?? false;
      }, selector);
    const isInGrid = () => isAt('[data-row]');
    for (let press = 0; press < 15 && !(await isInGrid()); press++) await page.keyboard.press('Tab');
    assert.ok(await isInGrid());
    // it begins at what was computed last
    await page.keyboard.press('Enter');
    await page.locator('un-number-sheet .say').waitFor();
    const said = await page.locator('un-number-sheet .say').innerText();
    assert.match(said, /\d/);
    // the sheet comes behind the number, and the number before it: what is covered gets no focus
    await page.keyboard.press('Tab');
    assert.ok(await isAt('.panel'));
    await page.keyboard.press('Tab');
    assert.ok(await isAt('nav button'));
    await page.keyboard.press('Shift+Tab');
    await waitUntil(isInGrid, 'the focus to be back at the number');
    await page.keyboard.press('Tab');
    for (let press = 0; press < 10 && !(await isAt('button.chip')); press++) await page.keyboard.press('Tab');
    assert.ok(await isAt('button.chip'));
    await page.keyboard.press('Enter');
    assert.notEqual(await page.locator('un-number-sheet .say').innerText(), said);
    await page.keyboard.press('Escape');
    await page.locator('un-number-sheet .say').waitFor({ state: 'detached' });
    for (let press = 0; press < 4; press++) await page.keyboard.press('End');
    const [end, total] = await position(page);
    assert.equal(end, total);
    await page.keyboard.press('Home');
    assert.equal((await position(page))[0], 0);
    assert.deepEqual(app.errors, []);
    await page.close();
  });

  it('cuts no sentence off on the smallest phone', async () => {
    const small = await openBuiltApp({ viewport: { width: 360, height: 640 } });
    const page = await openLab(small, '#/lab/rnn');
    const cut = await page.locator('un-told').evaluate(async (told) => {
      const { network } = (globalThis as unknown as { unroll: { network: Recorded & { seek(at: number): void } } })
        .unroll;
      const lines = () => [...(told.shadowRoot?.querySelectorAll('p') ?? [])];
      const found = new Set<string>();
      for (let at = 0; at <= network.total; at += 2) {
        network.seek(at);
        for (let frame = 0; frame < 2; frame++) {
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
        if (lines().length < 2) throw new Error('nothing is told');
        for (const line of lines()) if (line.scrollHeight > line.clientHeight + 4) found.add(line.textContent);
      }
      return [...found];
    });
    assert.deepEqual(cut, []);
    await small.close();
  });

  it('is where it was after a reload, and with the network gone', async () => {
    const own = await openBuiltApp();
    const page = await openLab(own);
    await readyOffline(page);
    await grain(page, 'time-step');
    await main(page).tap();
    await main(page).tap();
    const before = await numbers(page);
    const [kept] = await position(page);
    await page.waitForFunction(
      (at) => (JSON.parse(localStorage.getItem('unroll.lab.lstm') ?? '{}') as { position?: number }).position === at,
      kept,
    );
    await own.goOffline();
    await page.reload();
    await rendered(page);
    await page.locator('.row.now .column .cell').first().waitFor();
    assert.deepEqual(await numbers(page), before);
    assert.equal(await page.locator('un-transport select').inputValue(), 'time-step');
    await page.locator('.row.now .column').nth(4).locator('button').first().tap();
    await page.locator('un-number-sheet math').waitFor();
    assert.deepEqual(own.errors, []);
    await own.close();
  });

  it('speaks the other language at any moment and stays where it is', async () => {
    const page = await openLab(app, '#/lab/rnn');
    await grain(page, 'time-step');
    await main(page).tap();
    await page.locator('.row.now button.cell').nth(4).tap();
    const [at] = await position(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '中文' }).tap();
    await page.locator('p.next b', { hasText: '接下来' }).waitFor();
    assert.equal((await position(page))[0], at);
    assert.equal(await main(page).innerText(), '下一步');
    await page.getByRole('button', { name: 'English' }).tap();
    await page.close();
  });

  it('keeps what is there when a text is refused, and says why', async () => {
    const page = await openLab(app, '#/lab/rnn');
    await page.locator('unroll-lab .top .key:last-child').tap();
    const field = page.locator('un-lab-settings input[name=text]');
    await field.fill('');
    await field.press('Enter');
    await page.getByText('At least 2 characters are needed').waitFor();
    await field.fill('床前明月光，');
    await field.press('Enter');
    await page.keyboard.press('Escape');
    await page
      .locator('un-app-header p')
      .getByText(/床前明月光，/)
      .waitFor();
    assert.deepEqual(await page.locator('un-forward-rows .token b').allInnerTexts(), [...'床前明月光']);
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`gives axe nothing to find in any phase, sheet or setting, ${colorScheme}`, async () => {
      const own = await openBuiltApp({ colorScheme });
      const page = await openLab(own);
      const look = async (where: string) => assert.deepEqual(await axeFindings(page), [], where);
      await look('start');
      await grain(page, 'time-step');
      await main(page).tap();
      await page.locator('.row.now .column').nth(4).locator('button').nth(1).tap();
      await page.locator('un-number-sheet math').waitFor();
      await look('opened number');
      await page.keyboard.press('Escape');
      await page.keyboard.press('End');
      await main(page).tap();
      await look('loss');
      await page.keyboard.press('End');
      await main(page).tap();
      await main(page).tap();
      await look('backward');
      await page.locator('.row.now .column').nth(5).locator('button').nth(1).tap();
      await look('opened gradient');
      await page.keyboard.press('Escape');
      await page.keyboard.press('End');
      await page.keyboard.press('End');
      await look('update');
      await page.locator('unroll-lab .top .key:last-child').tap();
      await page.locator('un-lab-settings summary').first().tap();
      await look('settings');
      await own.close();
    });
  }

  for (const [width, height, text] of [
    [360, 640, 16],
    [360, 640, 32],
    [844, 390, 16],
    [1440, 900, 16],
  ]) {
    it(`never scrolls the page sideways at ${width}×${height} with text of ${text} px`, async () => {
      const page = await openLab(app);
      await page.setViewportSize({ width, height });
      await page.addStyleTag({ content: `html { font-size: ${text}px }` });
      for (let step = 0; step < 4; step++) {
        // not innerWidth: on a phone that grows with what is too wide
        const { scrollWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth }));
        assert.ok(scrollWidth <= width, `${await phase(page)}: ${scrollWidth} px`);
        await page.keyboard.press('End');
      }
      await page.close();
    });
  }
});
