/** Rasterises public/icons/icon.svg, the one drawing, into the PNG files the manifest names. Run after changing it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';

bootstrap();
const { chromium } = await import('playwright-core');
const folder = path.join(root, 'public/icons');
const drawing = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
// A launcher cuts a maskable icon to any shape, and iOS rounds its own: both want the ground up to the edge.
const fullBleed = drawing.replace('rx="112"', 'rx="0"');
// The mark of a maskable icon stays within the inner 80 %, whatever the cut.
const maskable = fullBleed
  .replace('viewBox="0 0 512 512"', 'viewBox="-32 -32 576 576"')
  .replace('<rect width="512" height="512"', '<rect x="-32" y="-32" width="576" height="576"');

const browser = await chromium.launch({ executablePath: await findChromium(), args: quietFlags });
const page = await browser.newPage();
for (const [name, size, svg] of /** @type {const} */ ([
  ['icon-192', 192, drawing],
  ['icon-512', 512, drawing],
  ['icon-maskable-512', 512, maskable],
  ['apple-touch-icon', 180, fullBleed],
])) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: path.join(folder, `${name}.png`), omitBackground: true });
  console.log(`public/icons/${name}.png`);
}
await browser.close();
