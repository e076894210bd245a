/** The built app in a real Chromium: each test has its own server, port and profile, and may take each away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { after } from 'node:test';
import path from 'node:path';
import type * as Axe from 'axe-core';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { findChromium, quietFlags } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { waitUntil } from '../support/wait-until.ts';

export interface BuiltApp {
  /** Where the app is, in a subfolder as on a static host. */
  readonly url: string;
  readonly context: BrowserContext;
  /** Addresses asked for outside the app's own origin: there must be none. */
  readonly foreignRequests: readonly string[];
  /** Uncaught errors and `console.error` of every page, in order. */
  readonly errors: readonly string[];
  /** Opens a page of the app, `#/lab/lstm` for one, and waits until it has rendered. */
  open(hash?: string): Promise<Page>;
  /** Takes the network away for good: the browser is told, and the server stops. */
  goOffline(): Promise<void>;
  /** Ends the browser and starts it again on the same profile, as after a night. Pages must be opened anew. */
  restartBrowser(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Default: a phone of 390×844 with touch. */
  viewport?: { width: number; height: number };
  locale?: string;
  colorScheme?: 'light' | 'dark';
  /** The built app; default: dist, or UNROLL_DIST. */
  folder?: string;
}

/** Apps that a failed test left open: they would keep the process alive until it is timed out. */
const left = new Set<BuiltApp>();
after(async () => {
  for (const app of left) await app.close();
});

export const dist = path.resolve(process.env.UNROLL_DIST ?? 'dist');

export async function openBuiltApp(options: LaunchOptions = {}): Promise<BuiltApp> {
  const server = await serve(options.folder ?? dist, { base: '/unroll/' });
  const profile = await mkdtemp(path.join(tmpdir(), 'unroll-e2e-'));
  const { origin } = new URL(server.url);
  const foreignRequests: string[] = [];
  const errors: string[] = [];
  let offline = false;
  let context = await launch();

  async function launch(): Promise<BrowserContext> {
    const { viewport = { width: 390, height: 844 }, locale = 'en-US', colorScheme = 'light' } = options;
    const launched = await chromium.launchPersistentContext(profile, {
      executablePath: await findChromium(),
      args: quietFlags,
      viewport,
      locale,
      colorScheme,
      hasTouch: viewport.width < 600,
      isMobile: viewport.width < 600,
    });
    launched.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== origin) foreignRequests.push(request.url());
    });
    launched.on('weberror', (error) => errors.push(String(error.error())));
    launched.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    launched.setDefaultTimeout(60_000);
    if (offline) await launched.setOffline(true);
    return launched;
  }

  const app: BuiltApp = {
    url: server.url,
    get context() {
      return context;
    },
    foreignRequests,
    errors,
    async open(hash = '') {
      const page = await context.newPage();
      await page.goto(server.url + hash);
      await rendered(page);
      return page;
    },
    async goOffline() {
      offline = true;
      await context.setOffline(true);
      await server.close();
    },
    async restartBrowser() {
      await context.close();
      context = await launch();
    },
    async close() {
      left.delete(app);
      await context.close();
      if (!offline) await server.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
  left.add(app);
  return app;
}

/** Resolves when <unroll-app> stands in the page and has something to show. */
export async function rendered(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const app = document.querySelector('unroll-app');
    return (app?.shadowRoot?.childElementCount ?? 0) > 0;
  });
}

/** Taps a key until what it leads to is in sight. */
export function tapUntilVisible(key: Locator, sought: Locator): Promise<void> {
  return waitUntil(
    async () => {
      if (await sought.isVisible()) return true;
      await key.tap();
      return false;
    },
    `${String(sought)} to be visible`,
  );
}

/** Does what moves a lab, and resolves when its bar has moved, which follows behind the frame that answers. */
export async function moved(page: Page, move: () => Promise<void>): Promise<void> {
  const position = page.locator('un-transport input[type=range]');
  const before = await position.inputValue();
  await move();
  await waitUntil(async () => (await position.inputValue()) !== before, `the lab to move on from ${before}`);
}

/** Resolves when the service worker is active, which it only is once everything is precached, and serves the page. */
export async function readyOffline(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

export interface AxeFinding {
  rule: string;
  impact: string;
  help: string;
  /** CSS paths of the elements found, through shadow roots. */
  where: string[];
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * Resolves when nothing in the page moves any more: sheets have risen, screens have faded in, folds have turned. What
 * moves without end, such as the pulse of what comes next, is not waited for.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const moves = (root: Document | ShadowRoot): boolean =>
      root.getAnimations().some(({ playState, effect }) => {
        return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
      }) || [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && moves(shadowRoot));
    return !moves(document);
  });
}

/** What axe finds in the page once it has come to rest, best practices included. */
export async function axeFindings(page: Page): Promise<AxeFinding[]> {
  await settled(page);
  const { readFile } = await import('node:fs/promises');
  // Evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? 'unknown',
      help,
      where: nodes.map((node) => node.target.flat().join(' ')),
    }));
  });
}
