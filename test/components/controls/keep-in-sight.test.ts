import { expect } from 'chai';
import { html } from 'lit';
import { keepInSight } from '../../../components/controls/keep-in-sight.ts';
import { fixture } from '../../support/fixture.ts';
import { standingStill } from '../../support/standing-still.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** The window, all of it. */
const room = () => ({ top: 0, bottom: innerHeight });

const isInSight = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

/** The lines of a page much longer than the window. */
async function longPage(): Promise<HTMLElement[]> {
  const page = await fixture(html`<div>${Array.from({ length: 200 }, (_, n) => html`<p>line ${n}</p>`)}</div>`);
  return [...page.children] as HTMLElement[];
}

describe('keepInSight', () => {
  afterEach(() => scrollTo({ top: 0, behavior: 'instant' }));

  it('brings in what lies below', async () => {
    const last = (await longPage()).at(-1)!;
    keepInSight(last, room());
    await waitUntil(() => isInSight(last), 'the last line');
    await standingStill();
  });

  it('shows of what is taller than the room its beginning, too, where the part that matters fits beneath it', async () => {
    const page = (await longPage())[0].parentElement!;
    const tall = page.insertBefore(document.createElement('div'), page.children[60]);
    tall.style.blockSize = `${innerHeight + 200}px`;
    for (const [at, isBeginning] of [
      [innerHeight - 200, true],
      [innerHeight + 100, false],
    ] as const) {
      const part = document.createElement('p');
      part.style.cssText = `margin: 0; block-size: 20px; position: relative; top: ${at}px`;
      tall.replaceChildren(part);
      scrollTo({ top: 0, behavior: 'instant' });
      keepInSight(tall, room(), part);
      await waitUntil(() => isInSight(part), 'the part');
      await standingStill();
      expect(tall.getBoundingClientRect().top >= 0, `${at}`).to.equal(isBeginning);
    }
  });

  for (const stall of [0, 200]) {
    it(`keeps what is in sight when an earlier scroll is still under way, ${stall} ms after its last frame`, async () => {
      const lines = await longPage();
      keepInSight(lines.at(-1)!, room());
      await waitUntil(() => scrollY > 200, 'the scroll to begin');
      for (const end = performance.now() + stall; performance.now() < end;);
      // the first that an inch more would carry out
      const seen = lines.find((line) => line.getBoundingClientRect().top > 10)!;
      keepInSight(seen, room());
      await standingStill();
      expect(isInSight(seen), `scrolled to ${scrollY}`).to.equal(true);
    });
  }

  it('moves nothing where all is in sight and at rest, however often', async () => {
    const lines = await longPage();
    keepInSight(lines.at(-1)!, room());
    await waitUntil(() => isInSight(lines.at(-1)!), 'the last line');
    await standingStill();
    const from = scrollY;
    for (let move = 0; move < 30; move++) {
      keepInSight(lines.at(-3)!, room());
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await standingStill();
    expect(scrollY).to.equal(from);
  });

  it('leaves a scroll of the reader’s own alone', async () => {
    const lines = await longPage();
    keepInSight(lines.at(-1)!, room());
    await standingStill();
    scrollTo({ top: 0, behavior: 'smooth' });
    await waitUntil(() => isInSight(lines[20]) && !isInSight(lines.at(-1)!), 'the reader to come by');
    keepInSight(lines[20], room());
    await standingStill();
    expect(scrollY).to.equal(0);
  });
});
