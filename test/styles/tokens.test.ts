import { expect } from 'chai';

type Rgb = readonly [number, number, number];

const root = document.documentElement;

function token(name: string): Rgb {
  const value = getComputedStyle(root).getPropertyValue(`--${name}`);
  const channels = value.match(/[\d.]+/g)?.map(Number);
  if (!value.startsWith('rgb') || !channels) throw new Error(`--${name}: expected a colour, got "${value}"`);
  return [channels[0], channels[1], channels[2]];
}

/** WCAG 2 relative luminance. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const c = channel / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const mix = (a: Rgb, b: Rgb, share: number) => a.map((v, i) => v * share + b[i] * (1 - share)) as unknown as Rgb;

const surfaces = ['paper', 'surface', 'raised', 'forward-soft', 'backward-soft', 'danger-soft'];
const hues = ['input', 'forget', 'candidate', 'output', 'cell', 'hidden'].map((letter) => `hue-${letter}`);

for (const theme of ['light', 'dark']) {
  describe(`tokens, ${theme}`, () => {
    before(() => {
      root.dataset.theme = theme;
    });
    after(() => {
      delete root.dataset.theme;
    });

    const pairs: [ink: string, ground: string, least: number][] = [
      ...['ink', 'ink-2', 'ink-3'].flatMap((ink) =>
        surfaces.map((ground) => [ink, ground, 4.5] as [string, string, number]),
      ),
      ...['forward', 'backward', 'danger', ...hues].flatMap((ink) =>
        ['paper', 'surface', 'raised'].map((ground) => [ink, ground, 4.5] as [string, string, number]),
      ),
      ['on-forward', 'forward', 4.5],
      ['on-backward', 'backward', 4.5],
      ['on-danger', 'danger', 4.5],
      ['line-strong', 'paper', 3],
      ['line-strong', 'surface', 3],
      ['focus', 'paper', 3],
    ];
    for (const [ink, ground, least] of pairs) {
      it(`--${ink} reads on --${ground} at ${least}:1`, () => {
        expect(contrast(token(ink), token(ground))).to.be.at.least(least);
      });
    }

    for (const sign of ['pos', 'neg']) {
      it(`--ink reads at 4.5:1 on --${sign} up to 80 % of its strength`, () => {
        for (const ground of ['paper', 'surface', 'raised']) {
          expect(contrast(token('ink'), mix(token(sign), token(ground), 0.8))).to.be.at.least(4.5);
        }
      });
    }
  });
}
