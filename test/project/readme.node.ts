/** What the README promises a newcomer is so. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { cells } from '../../src/nn/cells/registry.ts';

const pages = ['README.md', 'docs/architecture.md', 'docs/performance.md', 'docs/bench.md'];
const text = (page: string): string => readFileSync(page, 'utf8');
const readme = text('README.md');

/** Code blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)]
    .filter(([, of]) => of === language)
    .map(([, , code]) => code);
}

describe('the README', () => {
  it('and the documents name only commands that there are', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Readonly<Record<string, string>> };
    for (const page of pages) {
      const named = [...text(page).matchAll(/`npm run ([\w-]+)/g)].map(([, name]) => name);
      assert.deepEqual(
        named.filter((name) => scripts[name] === undefined),
        [],
        page,
      );
    }
  });

  it('and the documents name only files that there are', () => {
    for (const page of pages) {
      const named = [...text(page).matchAll(/`((?:src|workers|components|test|scripts|docs|public)\/[\w./-]+)`/g)];
      const missing = named.map(([, path]) => path).filter((path) => !existsSync(path));
      assert.deepEqual(missing, [], page);
    }
  });

  it('maps every room', () => {
    const map = blocks(readme, '').find((block) => block.startsWith('src/nn')) ?? '';
    const rooms = map.split('\n').flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);
    assert.deepEqual(
      rooms.filter((room) => !existsSync(room)),
      [],
    );
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      folders.map(({ name }) => `src/${name}`).filter((room) => !rooms.includes(room)),
      [],
    );
  });

  it('shows the LSTM as it is written', () => {
    const shown = blocks(readme, 'ts').find((block) => block.includes('build.')) ?? '';
    const source = text('src/nn/cells/lstm.ts').replaceAll(/^ +/gm, '');
    assert.ok(shown.length > 100);
    assert.ok(source.includes(shown), shown);
  });
});

describe('reference cases', () => {
  it('there is one of every kind of layer', () => {
    const folder = 'test/goldens';
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const cases = files.map((name) => text(`${folder}/${name}`));
    // one-hot has neither weights nor gradients, and PyTorch no layer of that name
    const wanted = Object.keys(cells).filter((type) => type !== 'one-hot');
    const missing = wanted.filter((type) => !cases.some((golden) => golden.includes(`"type":"${type}"`)));
    assert.deepEqual(missing, []);
  });
});
