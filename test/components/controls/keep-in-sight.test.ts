import { expect } from 'chai';
import { html } from 'lit';
import { keepInSight } from '../../../components/controls/keep-in-sight.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** The window, all of it. */
const room = () => ({ top: 0, bottom: innerHeight });

const isInSight = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Resolves when the page has not moved for ten frames. */
async function standingStill(): Promise<void> {
  for (let still = 0, from = scrollY; still < 10; from = scrollY) {
    await nextFrame();
    still = scrollY === from ? still + 1 : 0;
  }
}

/** The lines of a page much longer than the window. */
async function longPage(): Promise<Element[]> {
  const page = await fixture(html`<div>${Array.from({ length: 200 }, (_, n) => html`<p>line ${n}</p>`)}</div>`);
  return [...page.children];
}

describe('keepInSight', () => {
  afterEach(() => scrollTo({ top: 0, behavior: 'instant' }));

  it('brings in what lies below', async () => {
    const last = (await longPage()).at(-1) as HTMLElement;
    keepInSight(last, room());
    await waitUntil(() => isInSight(last), 'the last line');
    await standingStill();
  });

  it('keeps what is in sight when an earlier scroll is still under way', async () => {
    const lines = (await longPage()) as HTMLElement[];
    keepInSight(lines.at(-1)!, room());
    await waitUntil(() => scrollY > 200, 'the scroll to begin');
    // the first that an inch more would carry out
    const seen = lines.find((line) => line.getBoundingClientRect().top > 10)!;
    keepInSight(seen, room());
    await standingStill();
    expect(isInSight(seen), `scrolled to ${scrollY}`).to.equal(true);
  });

  it('moves nothing where all is in sight and at rest', async () => {
    const lines = (await longPage()) as HTMLElement[];
    keepInSight(lines.at(-1)!, room());
    await waitUntil(() => isInSight(lines.at(-1)!), 'the last line');
    await standingStill();
    const from = scrollY;
    for (let move = 0; move < 3; move++) {
      keepInSight(lines.at(-3)!, room());
      await standingStill();
    }
    expect(scrollY).to.equal(from);
  });
});
