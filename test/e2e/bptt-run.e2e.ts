import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { bpttRunLink } from '../../src/app/bptt-run-document.ts';
import { characterModel } from '../../src/app/character-model.ts';
import { decodeState } from '../../src/app/link.ts';
import { encode } from '../../src/datasets/text.ts';
import { globalNorm } from '../../src/nn/optimizers.ts';
import { network } from '../../src/streams/network.ts';
import { bpttTerms } from '../../src/streams/terms.ts';
import { axeFindings, openBuiltApp, type BuiltApp } from './support.ts';

/** On a loaded machine the worker may wait long for its turn. */
const LIMIT = 60_000;
const UNITS = 8;

const key = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const cell = (page: Page, t: number, i: number) =>
  page.locator(`un-triangle [data-row="${t - 1}"][data-column="${i - 1}"]`);
const reach = (page: Page) => page.getByText(/(?:Vanishing|Holding|Exploding): over/);

/** Trains a small LSTM on Austen to its end. */
async function trainedRun(page: Page): Promise<string> {
  await page.locator('un-more-settings summary').click();
  await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('30');
  await page.locator('#units').fill(String(UNITS));
  await key(page, 'Start training').click();
  await page.waitForURL(/#\/train\/.+/);
  await key(page, /^Train 1,000 more/).waitFor({ timeout: LIMIT });
  return /#\/train\/([^?]+)/.exec(page.url())?.[1] ?? '';
}

/** `5.35e−5` */
const numberOf = (text: string): number => Number(text.replace('−', '-'));

interface Trained {
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly vocabulary: readonly string[];
}

/** A run's weights as its lab opens them, and its vocabulary as it is stored. */
async function readRun(page: Page, id: string): Promise<Trained> {
  return page.evaluate(async (run) => {
    const { parameters } = (
      globalThis as unknown as { unroll: { network: { parameters: Record<string, Float64Array> } } }
    ).unroll.network;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('unroll');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
    });
    const record = await new Promise<{ vocabulary: string[] }>((resolve, reject) => {
      const getting = database.transaction('runs').objectStore('runs').get(run);
      getting.addEventListener('success', () => resolve(getting.result as { vocabulary: string[] }));
      getting.addEventListener('error', () => reject(getting.error ?? new Error('no run')));
    });
    database.close();
    const plain = Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]]));
    return { parameters: plain, vocabulary: record.vocabulary };
  }, id);
}

/** What the streams measure of W_x's term in this process. */
function streamTerm({ parameters, vocabulary }: Trained, text: string, place: { t: number; i: number }): number {
  const model = characterModel({ cell: 'lstm', units: UNITS, vocabulary: vocabulary.length });
  const streams = network(model, parameters);
  const ids = [...encode(text, vocabulary)];
  streams.feed({ input: ids.slice(0, -1), target: ids.slice(1) });
  streams.scheduler.drain();
  for (const { t, i, parts } of bpttTerms(streams)) {
    if (t === place.t && i === place.i) return globalNorm([parts.get('cell.weight_x') ?? new Float64Array()]);
  }
  throw new Error(`no term at ${place.t}, ${place.i}`);
}

describe('the gradients of a trained run', () => {
  let app: BuiltApp;
  let page: Page;
  let run = '';
  before(async () => {
    app = await openBuiltApp();
    page = await app.open('#/train');
    run = await trainedRun(page);
  });
  after(async () => {
    assert.deepEqual(app.errors, []);
    assert.deepEqual(app.foreignRequests, []);
    await app.close();
  });

  it('opens from the run’s screen, on a sentence of its text, and says which step was measured', async () => {
    await key(page, 'More').tap();
    await key(page, 'See how far its gradients reach').tap();
    await page.waitForURL(/#\/lesson\/bptt\?run=.+&step=30/);
    await reach(page).waitFor({ timeout: LIMIT });
    await page.getByText(/Measured on .+ as it was at step 30\./).waitFor();
    assert.equal(await page.locator('un-triangle [data-row]').count(), 210);
    assert.equal(await page.locator('un-app-header p').innerText(), 'LSTM · 21 characters · step 30');
  });

  it('shows the number that the streams measure on the weights of the run’s lab', async () => {
    await cell(page, 12, 9).tap();
    await page.getByText(/^3 Jacobians in a row/).waitFor();
    await page.waitForURL(/[?&]s=/);
    const shown = await page.locator('un-term-sheet .head b').innerText();
    const state = new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('s') ?? '';
    const { text, open } = decodeState(bpttRunLink, state);
    assert.deepEqual(open, { t: 11, i: 8 });
    assert.equal(await page.locator('un-term-sheet .chip').count(), 3);

    const lab = await app.open(`#/lab/lstm?run=${run}&step=30`);
    await lab.getByText(/step 30 of your run/).waitFor();
    const wanted = streamTerm(await readRun(lab, run), text, open ?? { t: 0, i: 0 });
    await lab.close();
    assert.ok(Math.abs(numberOf(shown) / wanted - 1) < 6e-3, `${shown} for ${wanted}`);

    // a reload finds the same term of the same text
    await page.reload();
    await page.getByText(/^3 Jacobians in a row/).waitFor({ timeout: LIMIT });
    assert.equal(await page.locator('un-term-sheet .head b').innerText(), shown);
    await page.keyboard.press('Escape');
  });

  it('opens what is kept for a step that is not, or that cannot be read: told, and mended in the address', async () => {
    for (const [step, told, address] of [
      ['999', 'Step 999 is no longer kept', '&step=30'],
      ['12b', 'The step in the address cannot be read', ''],
    ]) {
      for (const screen of ['lesson/bptt', 'lab/lstm']) {
        const other = await app.open(`#/${screen}?run=${run}&step=${step}`);
        await other.getByText(told).waitFor();
        assert.equal(new URL(other.url()).hash, `#/${screen}?run=${run}${address}`);
        await other.close();
      }
    }
  });

  it('reads another sentence, and a text of one’s own that the run can read', async () => {
    const letters = () => page.locator('un-triangle .word').allInnerTexts();
    await reach(page).waitFor({ timeout: LIMIT });
    const first = await letters();
    await key(page, 'Another sentence').tap();
    await reach(page).waitFor({ timeout: LIMIT });
    assert.notDeepEqual(await letters(), first);
    await key(page, 'Text of your own').tap();
    await page.locator('un-run-text input[name=text]').fill('no §');
    await key(page, 'Read this text').tap();
    await page.getByText(/The run has never seen “§”/).waitFor();
    await page.locator('un-run-text input[name=text]').fill('no more');
    await key(page, 'Read this text').tap();
    await page.locator('un-app-header p', { hasText: '7 characters' }).waitFor();
    await page.keyboard.press('Escape');
    await reach(page).waitFor({ timeout: LIMIT });
    assert.deepEqual(await letters(), ['n', 'o', '␣', 'm', 'o', 'r']);
  });

  it('leads to the curve at the measured step, and from the lab of the run', async () => {
    await page.getByRole('link', { name: 'The curve at step 30' }).tap();
    await page.waitForURL(new RegExp(`#/train/${run}\\?step=30`));
    await page.goto(`${app.url}#/lab/lstm?run=${run}&step=30`);
    await page.getByRole('button', { name: 'Text, network, weights' }).tap();
    await page.getByRole('link', { name: 'See how far its gradients reach' }).tap();
    await page.waitForURL(/#\/lesson\/bptt\?run=/);
    await reach(page).waitFor({ timeout: LIMIT });
  });

  it('gives axe nothing to find: terms, an open one, norms, the text’s sheet', async () => {
    assert.deepEqual(await axeFindings(page), []);
    await cell(page, 10, 4).tap();
    await page.getByText(/^6 Jacobians in a row/).waitFor();
    await page
      .locator('un-term-sheet .panel')
      .evaluate((panel) => Promise.all(panel.getAnimations().map((each) => each.finished)));
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await page.locator('un-terms-choices label', { hasText: 'Norms' }).tap();
    await page.locator('un-distance-curves').waitFor();
    await key(page, 'Text of your own').tap();
    await page.locator('un-run-text input[name=text]').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await page.locator('un-terms-choices label', { hasText: 'Terms' }).tap();
  });

  for (const [width, height, text] of [
    [360, 640, 16],
    [390, 844, 32],
    [844, 390, 16],
    [1440, 900, 16],
  ]) {
    it(`never scrolls the page sideways, and keeps its key in sight, at ${width}×${height} with text of ${text} px`, async () => {
      await page.setViewportSize({ width, height });
      await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}px`), text);
      await page.locator('un-triangle').waitFor();
      const { overflow, bottom } = await page.evaluate(async () => {
        // the bar is laid out anew
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const screen = document.querySelector('unroll-app')?.shadowRoot?.querySelector('unroll-bptt-run');
        const main = screen?.shadowRoot?.querySelector('.key.main');
        return {
          overflow: document.documentElement.scrollWidth - innerWidth,
          bottom: (main?.getBoundingClientRect().bottom ?? Infinity) - innerHeight,
        };
      });
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      assert.ok(bottom <= 0, `the key ends ${bottom} px below the window`);
    });
  }

  it('says that a run is not on this device, and opens the lesson', async () => {
    const other = await app.open('#/lesson/bptt?run=nobody');
    await other.getByText('That run is not on this device.').waitFor();
    await other.locator('unroll-bptt un-triangle').waitFor();
    await other.close();
  });
});
