import { expect } from 'chai';
import { Preferences, type Theme } from '../../src/app/preferences.ts';

const root = document.documentElement;

describe('Preferences', () => {
  afterEach(() => {
    localStorage.removeItem('unroll.theme');
    delete root.dataset.theme;
  });

  it('puts the chosen theme on the page and keeps it for the next visit', () => {
    const preferences = new Preferences();
    const seen: Theme[] = [];
    preferences.theme$.subscribe((theme) => seen.push(theme));
    preferences.setTheme('dark');
    expect(getComputedStyle(root).getPropertyValue('--paper')).to.equal('rgb(14, 17, 22)');
    expect(seen).to.deep.equal(['system', 'dark']);

    delete root.dataset.theme;
    const nextVisit = new Preferences();
    expect(root.dataset.theme).to.equal('dark');
    nextVisit.setTheme('system');
    expect(root.dataset.theme).to.equal(undefined);
  });

  it('follows the system where the stored theme is none', () => {
    localStorage.setItem('unroll.theme', 'sepia');
    let theme: Theme | undefined;
    new Preferences().theme$.subscribe((value) => (theme = value));
    expect(theme).to.equal('system');
    expect(root.dataset.theme).to.equal(undefined);
  });

  it('gives the browser’s own bars the colour of the chosen theme', () => {
    const metas = ['light', 'dark'].map((scheme) => {
      const meta = document.createElement('meta');
      meta.name = 'theme-color';
      meta.dataset.scheme = scheme;
      document.head.append(meta);
      return meta;
    });
    const preferences = new Preferences();
    preferences.setTheme('dark');
    expect(metas.map(({ media }) => media)).to.deep.equal(['not all', 'all']);
    preferences.setTheme('system');
    expect(metas.map(({ media }) => media)).to.deep.equal([
      '(prefers-color-scheme: light)',
      '(prefers-color-scheme: dark)',
    ]);
    for (const meta of metas) meta.remove();
  });
});
