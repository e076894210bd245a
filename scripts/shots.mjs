/**
 * `npm run shots [-- OUT] [--only NAME,…] [--viewport NAME,…] [--lang en,zh-Hans] [--theme light,dark] [--text PIXELS]
 * [--built] [--manifest]`
 *
 * Pictures every screen of scripts/shots.screens.mjs in the built app, at each size, in both languages and themes, as
 * OUT/SCREEN-VIEWPORT-LANGUAGE-THEME.png (OUT: shots). With --manifest only the two of the install dialog, in
 * public/screenshots. --text 32 is text of 200 %; --built takes UNROLL_DIST, or dist, as it stands.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';
import { serve } from './serve.mjs';
import { manifestScreens, screens } from './shots.screens.mjs';

const phone = { deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const viewports = {
  '360x640': { viewport: { width: 360, height: 640 }, ...phone },
  '390x844': { viewport: { width: 390, height: 844 }, ...phone },
  '844x390': { viewport: { width: 844, height: 390 }, ...phone },
  '1440x900': { viewport: { width: 1440, height: 900 } },
};
const list = /** @type {const} */ ({ type: 'string' });
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    text: list,
    only: list,
    viewport: list,
    lang: list,
    theme: list,
    built: { type: 'boolean', default: false },
    manifest: { type: 'boolean', default: false },
  },
});

/** Milliseconds. */
const STILL = 400;

/** @typedef {{ screen: import('./shots.screens.mjs').Screen, viewport: string, language: string, theme: string, file: string }} Shot */

bootstrap();
const { chromium } = await import('playwright-core');
if (!values.built) await (await import('vite')).build({ root, logLevel: 'warn' });
const server = await serve(path.resolve(root, (values.built && process.env.UNROLL_DIST) || 'dist'));
const browser = await chromium.launch({ executablePath: await findChromium(), args: quietFlags });
let failures = 0;
try {
  for (const shot of values.manifest ? manifestShots() : allShots()) {
    const problem = await take(shot).catch((error) => String(error));
    if (problem) failures += 1;
    console.log(`${problem ? '✗' : '✓'} ${path.relative(root, shot.file)}${problem ? `: ${problem}` : ''}`);
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = failures > 0 ? 1 : 0;

/** @returns {Shot[]} */
function allShots() {
  const out = path.resolve(positionals[0] ?? path.join(root, 'shots'));
  return chosen(
    'only',
    screens.map((screen) => screen.name),
  ).flatMap((name) =>
    chosen('viewport', Object.keys(viewports)).flatMap((viewport) =>
      chosen('lang', ['en', 'zh-Hans']).flatMap((language) =>
        chosen('theme', ['light', 'dark']).map((theme) => ({
          screen: screenCalled(name),
          viewport,
          language,
          theme,
          file: path.join(out, `${name}-${viewport}-${language}-${theme}.png`),
        })),
      ),
    ),
  );
}

/** @returns {Shot[]} */
function manifestShots() {
  const out = path.join(root, 'public/screenshots');
  const common = { language: 'en', theme: 'light' };
  return [
    {
      screen: screenCalled(manifestScreens.narrow),
      viewport: '390x844',
      ...common,
      file: path.join(out, 'narrow.png'),
    },
    { screen: screenCalled(manifestScreens.wide), viewport: '1440x900', ...common, file: path.join(out, 'wide.png') },
  ];
}

/** @param {string} name */
function screenCalled(name) {
  const found = screens.find((screen) => screen.name === name);
  if (!found) throw new Error(`shots: expected a screen of scripts/shots.screens.mjs, got ${name}`);
  return found;
}

/** What a filter leaves of all there is. @param {'only' | 'viewport' | 'lang' | 'theme'} filter @param {string[]} all */
function chosen(filter, all) {
  const wanted = values[filter]?.split(',');
  if (!wanted) return all;
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`--${filter}: expected some of ${all.join(', ')}; got ${unknown.join(', ')}`);
  return wanted;
}

/**
 * Resolves when the page has not scrolled or grown for a while: what a tap opens makes room for itself, and a picture that
 * is taken meanwhile shows the page beside its place.
 * @param {import('playwright-core').Page} page
 */
async function standsStill(page) {
  const measure = () => page.evaluate(() => `${scrollX} ${scrollY} ${document.documentElement.scrollHeight}`);
  for (let last = '', now = await measure(); now !== last; now = await measure()) {
    last = now;
    await page.waitForTimeout(STILL);
  }
}

/** @param {Shot} shot @returns {Promise<string | undefined>} what went wrong in the page, if anything */
async function take({ screen, viewport, language, theme, file }) {
  const context = await browser.newContext({
    ...viewports[/** @type {keyof typeof viewports} */ (viewport)],
    reducedMotion: 'reduce',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
  });
  try {
    await context.addInitScript(
      ([chosenLanguage, chosenTheme]) => {
        localStorage.setItem('unroll.language', chosenLanguage);
        localStorage.setItem('unroll.theme', chosenTheme);
      },
      [language, theme],
    );
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    /** @type {string[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(server.url + screen.path, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => document.querySelector('unroll-app')?.shadowRoot?.childElementCount);
    // the text size of the system: 200 % is 32
    if (values.text) await page.addStyleTag({ content: `html { font-size: ${values.text}px }` });
    await screen.act?.(page);
    await page.evaluate(() => document.fonts.ready);
    await standsStill(page);
    mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file });
    return errors[0];
  } finally {
    await context.close();
  }
}
