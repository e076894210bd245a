import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkImports, importsOf, violationsOf } from '../../scripts/import-rules.mjs';

describe('import rules', () => {
  it('hold in every module', () => {
    const { files, violations } = checkImports('.');
    assert.ok(files > 10, `expected the rooms' modules, found ${files}`);
    assert.deepEqual(violations, []);
  });

  it('find every way to import', () => {
    const text = [
      "import './a.ts';",
      "import { b } from './b.ts';",
      'import {',
      '  c,',
      "} from './c.ts';",
      "import type { D } from './d.ts';",
      "export * from './e.ts';",
      "const f = await import('./f.ts');",
      "// import './comment.ts';",
      "/* import './comment.ts'; */",
      "type G = import('./g.ts').G;",
    ].join('\n');
    assert.deepEqual(
      importsOf(text).map(({ specifier, typeOnly, line }) => `${line} ${specifier}${typeOnly ? ' type' : ''}`),
      ['1 ./a.ts', '2 ./b.ts', '3 ./c.ts', '6 ./d.ts type', '7 ./e.ts', '8 ./f.ts', '11 ./g.ts type'],
    );
  });

  const forbidden: [file: string, text: string, says: RegExp][] = [
    ['src/nn/lstm.ts', "import { map } from 'rxjs';", /nn may not import the package rxjs/],
    ['src/nn/lstm.ts', "import { x } from '../streams/network.ts';", /nn may not import streams/],
    ['src/nn/cells/lstm.ts', "import { LitElement } from 'lit';", /the package lit/],
    ['workers/loop.ts', "import { openDB } from 'idb';", /the package idb/],
    ['workers/loop.ts', "import { x } from '../src/store/store.ts';", /workers may not import store/],
    ['src/streams/unit.ts', "import { x } from '../datasets/text.ts';", /streams may not import datasets/],
    ['components/app/x.ts', "import { open } from '../../src/store/store.ts';", /except by `import type`/],
    ['src/app/x.ts', "import '../../components/app/unroll-app.ts';", /app may not import components/],
    ['src/app/x.ts', "new Worker('x.js')", /only src\/train\/trainer.ts/],
    ['src/odd/x.ts', '', /belongs to no room/],
  ];
  for (const [file, text, says] of forbidden) {
    it(`refuse ${text || 'a module'} in ${file}`, () => {
      const [violation] = violationsOf(file, text);
      assert.match(violation ?? 'nothing refused', says);
    });
  }

  const allowed: [file: string, text: string][] = [
    ['src/main.ts', "import '../components/app/unroll-app.ts';"],
    ['components/app/x.ts', "import type { Store } from '../../src/store/store.ts';"],
    ['components/app/x.ts', "import { css } from 'lit';\nimport { until } from 'lit/directives/until.js';"],
    ['src/train/trainer.ts', "import type { Command } from './protocol.ts';\nnew Worker(new URL('x', y))"],
    ['workers/loop.ts', "import type { Command } from '../src/train/protocol.ts';"],
  ];
  for (const [file, text] of allowed) {
    it(`allow ${text.split('\n')[0]} in ${file}`, () => assert.deepEqual(violationsOf(file, text), []));
  }
});
