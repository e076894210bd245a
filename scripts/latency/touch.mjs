/** A finger on the glass of a page whose processor is slowed down, and what the page's own observers saw of its taps. */

/** How much slower a phone is than this machine. */
const THROTTLE = 6;
/** How long a finger stays, and how long until it comes again: milliseconds. */
const CONTACT = 60;
const BETWEEN = 240;

/** Milliseconds: the whole answer; of it, until the page hears of the tap, and until its listeners are done. @typedef {{ duration: number, wait: number, work: number }} Click */
/** @typedef {import('playwright-core').Locator} Locator */

export class Finger {
  /** @param {import('playwright-core').Page} page @param {import('playwright-core').CDPSession} session */
  constructor(page, session) {
    this.page = page;
    this.session = session;
    /** What was slower than could be shown at once, in order. @type {Click[]} */
    this.answers = [];
  }

  /** Slows the page down. @param {import('playwright-core').Page} page */
  static async on(page) {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    await page.evaluate(() => {
      /** @type {Click[]} */
      const clicks = [];
      let longest = 0;
      let count = 0;
      Object.assign(globalThis, { clicks, seen: () => ({ clicks: count, answered: clicks.length, longest }) });
      document.addEventListener('click', () => count++, true);
      new PerformanceObserver((list) => {
        for (const entry of /** @type {PerformanceEventTiming[]} */ (list.getEntries())) {
          const { name, startTime, processingStart, processingEnd, duration } = entry;
          if (name !== 'click') continue;
          clicks.push({ duration, wait: processingStart - startTime, work: processingEnd - processingStart });
        }
      }).observe(Object.assign({ type: 'event' }, { durationThreshold: 16 }));
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
      }).observe({ type: 'longtask' });
    });
    return new Finger(page, session);
  }

  /**
   * One tap, straight from the browser: Playwright's own taps look at the page before they touch it, which is slowed
   * down, too. Returns how long its answer took, from the finger lifting to the frame that shows it, milliseconds.
   * @param {Locator} target @param {number} [rest] until the answer is looked up
   */
  async tap(target, rest = BETWEEN) {
    const place = await target.boundingBox();
    if (place === null) throw new Error(`${String(target)}: expected it in sight, got none`);
    const before = await this.seen();
    const touchPoints = [{ x: place.x + place.width / 2, y: place.y + place.height / 2 }];
    await this.session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await this.page.waitForTimeout(CONTACT);
    await this.session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await this.page.waitForTimeout(rest);
    let after = await this.seen();
    // its answer, too, however late
    for (let n = 0; n < 20 && after.answered === before.answered; n++) {
      await this.page.waitForTimeout(25);
      after = await this.seen();
    }
    if (after.clicks !== before.clicks + 1) {
      throw new Error(`${String(target)}: expected a click, got ${after.clicks - before.clicks}`);
    }
    /** @type {Click[]} */
    const clicks = await this.page.evaluate('globalThis.clicks');
    const click = clicks.at(before.answered);
    if (click) this.answers.push(click);
    // what took less than the observer's threshold is not reported: it counts as the threshold
    return click?.duration ?? 16;
  }

  /**
   * From here on each frame is copied out, which costs time. Without it a Chromium that has no GPU leaves frames undrawn in
   * which nothing but a key changes ("Draw skipped" in its trace, after it was painted): their taps would seem to be
   * answered when something else changes, half a second later.
   */
  async copyFrames() {
    this.session.on('Page.screencastFrame', ({ sessionId }) => {
      void this.session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
    });
    await this.session.send('Page.startScreencast', { format: 'jpeg', quality: 1 });
  }

  /** Slows the page down no more. */
  async lift() {
    await this.session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }

  /** @returns {Promise<{ clicks: number, answered: number, longest: number }>} */
  async seen() {
    return this.page.evaluate('globalThis.seen()');
  }
}
