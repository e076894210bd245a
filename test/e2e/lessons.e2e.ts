/** The lessons RNN, LSTM and GRU as a new student goes through them: by touch, by keyboard, in both languages. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/wait-until.ts';
import { axeFindings, openBuiltApp, settled, type BuiltApp } from './support.ts';

const main = (page: Page) => page.locator('un-transport .key.main');
const lessonKey = (page: Page) => page.locator('unroll-lab .top .lesson');
const settingsKey = (page: Page) => page.locator('unroll-lab .top .key:not(.lesson)');
const sheet = (page: Page) => page.locator('un-lesson-sheet');
const verdict = (page: Page) => sheet(page).locator('.verdict');
const grain = (page: Page, size: string) => page.locator('un-transport select').selectOption(size);

/** A lab as it opens for the first time: labs remember what was done in them. */
async function openLab(app: BuiltApp, cell: string): Promise<Page> {
  const page = await app.open();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${app.url}#/lab/${cell}`);
  await main(page).waitFor();
  return page;
}

/** A number of the pass as the streams have it, asked as in the console. */
const recorded = (page: Page, name: string, unit: number, t: number) =>
  page.evaluate(
    ([value, k, step]) => {
      const { network } = (globalThis as unknown as { unroll: { network: Recorded } }).unroll;
      return network.recorder.value(network.trace.values[value], k, step) ?? NaN;
    },
    [name, unit, t] as const,
  );

interface Recorded {
  readonly recorder: { value(equation: number, unit: number, t: number): number | undefined };
  readonly trace: { readonly values: Readonly<Record<string, number>> };
}

/** How far something reaches beyond the page's right edge. Not by innerWidth: on a phone that grows with what is too wide. */
const overflow = async (page: Page) =>
  (await page.evaluate(() => document.documentElement.scrollWidth)) - (page.viewportSize()?.width ?? 0);

/** The element with the focus, through shadow roots: its name for whoever cannot see it, and whether it is in sight. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (element === null || element === document.body) return { name: '', isInSight: true };
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const isInSight = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent;
    return { name: label.replaceAll(/\s+/g, ' ').trim(), isInSight };
  });

/** Presses Tab until the focus is where it is wanted; on its way it is never out of sight. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    const { name, isInSight } = await focused(page);
    assert.ok(isInSight, `“${name}” has the focus out of sight`);
    if (wanted.test(name)) return;
    seen.push(name);
  }
  assert.fail(`expected a way by Tab to ${wanted}, got ${seen.join(' | ')}`);
}

/** What a student writes, from the numbers that the question gives; the streams have not come to the answer. */
async function byHand(page: Page, value: string): Promise<string> {
  assert.ok(Number.isNaN(await recorded(page, value, 0, 1)), 'the answer is on the screen');
  const text = (await sheet(page).locator('#question').innerText()).replaceAll('−', '-');
  const given = [...text.matchAll(/(?:=|is|to) (-?\d+\.\d+)/g)].map(([, number]) => number);
  if (given.length === 1) return Math.tanh(Number(given[0])).toFixed(3);
  if (given.length === 3) return `(1-${given[0]})*${given[2]}+${given[0]}*${given[1]}`;
  assert.equal(given.length, 4, text);
  return `${given[0]} × ${given[3]} + ${given[1]} × ${given[2]}`;
}

const answers = { rnn: 'cell.h', lstm: 'cell.c', gru: 'cell.h' } as const;

describe('the lessons beside the labs', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  for (const [cell, value] of Object.entries(answers)) {
    it(`${cell}: is read, computed and tried by touch alone`, async () => {
      const page = await openLab(app, cell);
      await lessonKey(page).tap();
      await sheet(page).getByRole('heading', { name: 'What to see' }).waitFor();
      await sheet(page).getByRole('button', { name: 'Compute up to step 2' }).tap();
      const field = sheet(page).locator('input[name=answer]');
      await field.waitFor();
      const answer = await byHand(page, value);
      await field.fill('7');
      await sheet(page).getByRole('button', { name: 'Check' }).tap();
      await verdict(page)
        .filter({ hasText: /Not yet/ })
        .waitFor();
      await field.fill(answer);
      await sheet(page).getByRole('button', { name: 'Check' }).tap();
      await verdict(page)
        .filter({ hasText: /✓ Right/ })
        .waitFor();
      await sheet(page).getByText('About the notes').tap();
      await sheet(page).locator('.presets button').first().tap();
      await sheet(page).locator('un-lesson').waitFor({ state: 'detached' });
      await main(page).tap();
      await main(page).tap();
      assert.ok(Number.isFinite(await recorded(page, value, 0, 1)));
      assert.equal(await overflow(page), 0);
      await page.close();
    });
  }

  it('turns z round: column, formula, sentence and number follow, the streams stay', async () => {
    const page = await openLab(app, 'gru');
    await grain(page, 'time-step');
    await main(page).tap();
    await main(page).tap();
    const z = await recorded(page, 'cell.z', 0, 1);
    const h = page.locator('.row.now .column').nth(3).locator('button').first();
    const cell = page.locator('.row.now .column').nth(1).locator('button').first();
    const shown = async () => (await cell.innerText()).split('\n').at(-1);
    assert.equal(await shown(), z.toFixed(2));
    await settingsKey(page).tap();
    await page.getByRole('radio', { name: 'the old state (PyTorch)' }).tap();
    await page.keyboard.press('Escape');
    assert.equal(await shown(), (1 - z).toFixed(2));
    assert.equal(await recorded(page, 'cell.z', 0, 1), z);
    await h.tap();
    const kept = ((await page.locator('un-number-sheet math').first().textContent()) ?? '').replaceAll(/\s/g, '');
    assert.match(kept, /=z2⊙h1\+\(1[−-]z2\)⊙/);
    await page.close();
  });

  it('asks first and keeps the tally', async () => {
    const page = await openLab(app, 'lstm');
    await settingsKey(page).tap();
    await page.locator('un-conventions input[type=checkbox]').tap();
    await page.keyboard.press('Escape');
    for (let asked = 1; asked <= 3; asked++) {
      await page.locator('un-guess .key').first().tap();
      await page.getByText(new RegExp(`of ${asked} right`)).waitFor();
    }
    await page.close();
  });

  it('shows a neuron’s marbles, and the line of code works as it is', async () => {
    const page = await openLab(app, 'lstm');
    await grain(page, 'phase');
    for (let phase = 0; phase < 3; phase++) await main(page).tap();
    await page.locator('.row.now button.cell').first().tap();
    await page.getByText('This neuron as a stream').tap();
    await page.locator('un-marbles .marble').nth(9).waitFor();
    assert.equal(await page.locator('un-marbles .marble').count(), 10);
    // both lines of marbles have scrolled into the sheet, which ends with the window
    await page.waitForFunction(() => {
      const inside = (root: ParentNode, name: string) => root.querySelector(name)?.shadowRoot ?? root;
      const sheet = inside(inside(inside(document, 'unroll-app'), 'unroll-lab'), 'un-number-sheet');
      const grid = inside(sheet, 'un-marbles').querySelector('.grid');
      return grid !== null && grid.getBoundingClientRect().bottom <= innerHeight;
    });
    const code = await page.locator('un-marbles code').last().innerText();
    const logged: string[] = [];
    page.on('console', (message) => logged.push(message.text()));
    await page.evaluate(code);
    // the console's messages come by a way of their own
    await waitUntil(() => logged.length >= 5, 'five lines in the console');
    assert.deepEqual(
      logged.map((line) => Number(line.split(' ')[0])),
      [5, 4, 3, 2, 1],
    );
    await page.close();
  });

  it('proves a gradient: chain rule and difference agree to four digits', async () => {
    const page = await openLab(app, 'lstm');
    await settingsKey(page).tap();
    await page.getByText('Weights and biases').tap();
    await page.locator('un-parameter-grid button.cell').first().tap();
    await page.locator('un-weight-check button').tap();
    const relative = await page.locator('un-weight-check dd').last().innerText();
    assert.ok(Number(relative.replace('−', '-')) < 1e-4, relative);
    await page.close();
  });

  it('takes the tap on “Check me” that ends the typing of a weight: the way back does not move the key from under it', async () => {
    const page = await openLab(app, 'lstm');
    await settingsKey(page).tap();
    await page.getByText('Weights and biases').tap();
    await page.locator('un-parameter-grid button.cell').first().tap();
    const key = page.locator('un-weight-check button');
    await key.waitFor();
    await settled(page);
    const value = page.locator('un-parameter-panel input').first();
    await value.fill('2.5');
    const { x, y } = (await key.boundingBox())!;
    await page.touchscreen.tap(x + 50, y + 20);
    await page.locator('un-weight-check dd').last().waitFor();
    await page.locator('un-notice').waitFor();
    await page.close();
  });

  it('opens a link in another browser just as it was; a damaged one says so', async () => {
    const page = await openLab(app, 'rnn');
    await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await grain(page, 'time-step');
    await main(page).tap();
    await main(page).tap();
    await settingsKey(page).tap();
    await page.getByRole('radio', { name: 'the app’s own' }).tap();
    await page.getByRole('button', { name: 'Copy link' }).tap();
    await page.getByText('Link copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const numbers = await page.locator('.row.now .cell').allInnerTexts();
    const other = await openBuiltApp();
    const opened = await other.open(new URL(link).hash);
    await opened.locator('.row.now .cell').first().waitFor();
    await opened.getByText('This is the lab of the link').waitFor();
    assert.deepEqual(await opened.locator('.row.now .cell').allInnerTexts(), numbers);
    assert.equal(new URL(opened.url()).hash, '#/lab/rnn');
    const bad = await other.open(new URL(link).hash.slice(0, -9));
    await bad.getByText('This link is damaged').waitFor();
    await main(bad).waitFor();
    assert.deepEqual(other.errors, []);
    await other.close();
    await page.close();
  });

  for (const [cell, value] of Object.entries(answers)) {
    it(`${cell}: is read, computed and tried by the keyboard alone, with nothing that moves`, async () => {
      const page = await openLab(app, cell);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.keyboard.press('ArrowRight');
      const nothingMoves = () => page.waitForFunction(() => document.getAnimations().length === 0);
      await nothingMoves();
      await tabTo(page, /^Lesson$/);
      await page.keyboard.press('Enter');
      await sheet(page).getByRole('heading', { name: 'What to see' }).waitFor();
      await tabTo(page, /^Compute up to step 2$/);
      await page.keyboard.press('Enter');
      await sheet(page).locator('input[name=answer]').waitFor();
      const answer = await byHand(page, value);
      await tabTo(page, /^Your answer/);
      await page.keyboard.type(answer);
      await page.keyboard.press('Enter');
      await verdict(page)
        .filter({ hasText: /✓ Right/ })
        .waitFor();
      await tabTo(page, /^About the notes$/);
      await page.keyboard.press('Enter');
      await sheet(page).locator('details[open] li').first().waitFor();
      await page.keyboard.press('Escape');
      await sheet(page).locator('un-lesson').waitFor({ state: 'detached' });
      await page.locator('unroll-lab .top .lesson:focus').waitFor();
      await page.keyboard.press('Enter');
      const preset = await sheet(page).locator('.presets b').first().innerText();
      await tabTo(page, new RegExp(`^${preset}`));
      await page.keyboard.press('Enter');
      await sheet(page).locator('un-lesson').waitFor({ state: 'detached' });
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      assert.ok(Number.isFinite(await recorded(page, value, 0, 1)));
      // into the numbers, and from one of them to where it came from
      await tabTo(page, /step 2: /);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.locator('un-number-sheet .say').waitFor();
      await tabTo(page, /: (minus )?\d/);
      await nothingMoves();
      await page.close();
    });
  }

  it('rolls the chain up and unrolls it by keys alone', async () => {
    const page = await openLab(app, 'rnn');
    await lessonKey(page).focus();
    await page.keyboard.press('Enter');
    await sheet(page).locator('un-rolled').waitFor();
    const key = sheet(page).locator('un-rolled button');
    for (let press = 0; press < 8 && !(await key.evaluate((each) => each.matches(':focus'))); press++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await key.getByText('Unroll', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await key.getByText('Roll up', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await sheet(page).locator('un-lesson').waitFor({ state: 'detached' });
    await page.locator('unroll-lab .top .lesson:focus').waitFor();
    await page.close();
  });

  it('steps through two layers above one another', async () => {
    const page = await openLab(app, 'rnn');
    await settingsKey(page).tap();
    await page.getByRole('button', { name: 'Layers above one another: more' }).tap();
    await page.keyboard.press('Escape');
    await grain(page, 'time-step');
    await main(page).tap();
    assert.equal(await page.locator('.row.now .column').count(), 4);
    assert.ok(Number.isFinite(await recorded(page, 'cell2.h', 3, 0)));
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const locale of ['en-US', 'zh-CN']) {
      it(`is free of what axe finds: ${colorScheme}, ${locale}`, async () => {
        const own = await openBuiltApp({ colorScheme, locale, viewport: { width: 360, height: 640 } });
        for (const cell of Object.keys(answers)) {
          const page = await openLab(own, cell);
          await grain(page, 'time-step');
          await main(page).tap();
          await main(page).tap();
          await lessonKey(page).tap();
          await sheet(page).locator('details summary').tap();
          assert.deepEqual(await axeFindings(page), [], `${cell} lesson`);
          assert.equal(await overflow(page), 0);
          await page.keyboard.press('Escape');
          await page.locator('.row.now button.cell').first().tap();
          await page.locator('un-number-sheet .stream summary').tap();
          assert.deepEqual(await axeFindings(page), [], `${cell} marbles`);
          await page.close();
        }
        assert.deepEqual(own.errors, []);
        await own.close();
      });
    }
  }

  it('stands beside the rows on a wide screen, and has nothing for axe to find there', async () => {
    const own = await openBuiltApp({ viewport: { width: 1440, height: 900 } });
    const page = await own.open('#/lab/gru');
    await page.locator('aside un-lesson').getByRole('heading', { name: 'What to see' }).waitFor();
    assert.equal(await lessonKey(page).isVisible(), false);
    assert.deepEqual(await axeFindings(page), []);
    await own.close();
  });
});
