/** `npm run golden` says what is wrong with a file, and goes on to the next. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

interface Tensor {
  shape: number[];
  dtype?: string;
  data: (number | null)[];
}

/** What the tests change of a file. */
interface CaseFile {
  name?: string;
  about?: string;
  source?: string;
  training_mode?: boolean;
  note?: string;
  mask?: null;
  network: { layers: { type: string; note?: string }[] };
  parameters: Record<string, Tensor>;
  input: Tensor;
  target: Tensor;
  expected: Record<string, unknown> & { output: Tensor; loss: number; training?: unknown };
}

const good = 'test/goldens/dense-relu.json';

/** What is done to the good file, and the line's end that says so. */
const broken: Readonly<Record<string, { change: (file: CaseFile) => void; says: string }>> = {
  'weight-missing': {
    change: ({ parameters }) => delete parameters['hidden.weight'],
    says: 'parameters hidden.weight: expected [8, 5], got nothing',
  },
  'weight-turned': {
    change: ({ parameters }) => parameters['hidden.weight'].shape.reverse(),
    says: 'parameters hidden.weight: expected [8, 5], got [5, 8]',
  },
  'weight-short': {
    change: ({ parameters }) => parameters['hidden.weight'].data.pop(),
    says: 'parameters hidden.weight: expected 40 numbers for the shape [8, 5], got 39',
  },
  'input-null': {
    change: ({ input }) => (input.data[3] = null),
    says: 'input.data[3]: expected a finite number, got null',
  },
  'layer-unknown': {
    change: ({ network }) => (network.layers[0].type = 'transformer'),
    says: 'layers[0] "hidden".type: expected a known layer type, got "transformer"',
  },
  'class-unknown': {
    change: ({ target }) => (target.data[0] = 4),
    says: 'target: expected whole numbers from 0 to 3, got 4',
  },
  'output-turned': {
    change: ({ expected }) => expected.output.shape.reverse(),
    says: 'expected.output: expected [3, 4], got [4, 3]',
  },
  'loss-missing': {
    change: ({ expected }) => Reflect.deleteProperty(expected, 'loss'),
    says: 'expected.loss: expected a finite number, got nothing',
  },
  'optimizer-unknown': {
    change: ({ expected }) =>
      (expected.training = [{ optimizer: { type: 'lion' }, steps: 1, losses: [1], parameters: {} }]),
    says: 'expected.training[0].optimizer.type: expected one of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, got "lion"',
  },
};

/** The same of a case with BPTT's terms and Jacobians: what is moved or reshaped there. */
const recurrent = 'test/goldens/rnn-many-to-many.json';
type Tables = Record<'contribution_norms' | 'last_loss_contributions' | 'jacobian_norms', Record<string, Tensor>>;

const renamed = (tables: Record<string, Tensor>, [from, to]: readonly [string, string]): void => {
  tables[to] = tables[from];
  delete tables[from];
};

const brokenTables: Readonly<Record<string, { change: (tables: Tables, file: CaseFile) => void; says: string }>> = {
  'norms-unknown': {
    change: ({ contribution_norms }) => renamed(contribution_norms, ['cell.weight_x', 'cell.weight_y']),
    says: 'expected.contribution_norms: expected only cell.weight_x, cell.weight_h, cell.bias, logits.weight, logits.bias, got "cell.weight_y"',
  },
  'norms-shape': {
    change: ({ contribution_norms }) => (contribution_norms['cell.weight_h'].shape = [36, 1]),
    says: 'expected.contribution_norms cell.weight_h: expected [6, 6], got [36, 1]',
  },
  'last-unknown': {
    change: ({ last_loss_contributions }) => renamed(last_loss_contributions, ['cell.weight_x', 'weight_x']),
    says: ', got "weight_x"',
  },
  'last-turned': {
    change: ({ last_loss_contributions }) => (last_loss_contributions['cell.weight_x'].shape = [6, 5, 8]),
    says: 'expected.last_loss_contributions cell.weight_x: expected [6, 8, 5], got [6, 5, 8]',
  },
  'jacobian-unknown': {
    change: ({ jacobian_norms }) => renamed(jacobian_norms, ['h', 'c']),
    says: 'expected.jacobian_norms: expected only h, got "c"',
  },
  'jacobian-shape': {
    change: ({ jacobian_norms }) => (jacobian_norms.h.shape = [36]),
    says: 'expected.jacobian_norms h: expected [6, 6], got [36]',
  },
  'flatten-in-time': {
    change: (_, { network }) => network.layers.splice(1, 0, { name: 'flat', type: 'flatten' } as { type: string }),
    says: 'flat: expected values without a time axis, or several axes a step, got a sequence',
  },
};

/** The runner's lines and its exit code. */
function golden(...args: string[]): Promise<{ lines: string[]; code: number | string | null | undefined }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/run-ts.mjs', 'scripts/golden.ts', ...args], (error, stdout) => {
      resolve({ lines: stdout.trim().split('\n'), code: error === null ? 0 : error.code });
    });
  });
}

describe('npm run golden', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unroll-golden-'));
  });

  after(() => rm(folder, { recursive: true }));

  async function write(name: string, change: (file: CaseFile) => void, from = good): Promise<void> {
    const file = JSON.parse(await readFile(from, 'utf8')) as CaseFile;
    change(file);
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), JSON.stringify(file));
  }

  it('names the place and what was wanted for each broken file, counts it, and runs those behind it', async () => {
    for (const [name, { change }] of Object.entries(broken)) await write(`broken/${name}.json`, change);
    await writeFile(join(folder, 'broken/empty.json'), '');
    await writeFile(join(folder, 'broken/text.json'), '"text"');
    await writeFile(join(folder, 'broken/truncated.json'), (await readFile(good, 'utf8')).slice(0, 900));
    await copyFile(good, join(folder, 'broken/zz-good.json'));
    const { lines, code } = await golden('--engine', 'reference', join(folder, 'broken'));
    const line = (name: string) => lines.find((each) => each.startsWith(`FAIL ${name} `)) ?? '';
    for (const [name, { says }] of Object.entries(broken)) {
      assert.match(line(name), /^FAIL \S+ +reference /);
      assert.ok(line(name).endsWith(says), `${line(name)} should end with: ${says}`);
    }
    assert.match(line('empty'), /expected JSON/);
    assert.match(line('text'), /the case: expected an object, got "text"/);
    assert.match(line('truncated'), /expected JSON/);
    assert.match(lines.at(-2) ?? '', /^ok {3}zz-good +reference +\d\.\de[-+]\d+ at \w/);
    assert.equal(lines.at(-1), '1 passed, 12 failed');
    assert.equal(lines.length, 14, 'a line each');
    assert.equal(code, 1);
  });

  it('says the same of tables of terms and Jacobians', async () => {
    for (const [name, { change }] of Object.entries(brokenTables)) {
      const changed = (file: CaseFile) => change(file.expected as unknown as Tables, file);
      await write(`tables/${name}.json`, changed, recurrent);
    }
    const { lines } = await golden('--engine', 'streams', join(folder, 'tables'));
    for (const [name, { says }] of Object.entries(brokenTables)) {
      const line = lines.find((each) => each.startsWith(`FAIL ${name} `)) ?? '';
      assert.ok(line.endsWith(says), `${name}: ${line} should end with: ${says}`);
    }
    assert.equal(lines.length, Object.keys(brokenTables).length + 1, 'a line each');
  });

  it('fails for a path where nothing is and for a folder without cases, on each engine', async () => {
    await mkdir(join(folder, 'bare'));
    const { lines, code } = await golden(join(folder, 'nowhere'), join(folder, 'bare'), good);
    const failed = lines.filter((line) => line.startsWith('FAIL'));
    assert.deepEqual(
      failed.map((line) => line.replace(/^.* (simd|reference|streams) .*: (expected .*)$/, '$1: $2')),
      ['a file or a folder, got nothing', 'a folder with *.json files, got "none"'].flatMap((wanted) =>
        ['simd', 'reference', 'streams'].map((engine) => `${engine}: expected ${wanted}`),
      ),
    );
    assert.equal(lines.at(-1), '3 passed, 6 failed');
    assert.equal(code, 1);
  });

  it('takes a file that holds only what must be there, and more keys than it knows; folders with all below them', async () => {
    const deeper = 'loose/below/deeper.json';
    await write(deeper, (file) => {
      const { output, loss, gradients } = file.expected;
      file.expected = { note: {}, gradients, loss, output };
      for (const key of ['name', 'about', 'source', 'training_mode'] as const) delete file[key];
      file.mask = null;
      file.note = 'unknown';
      file.network.layers[0].note = 'unknown';
      delete file.input.dtype;
    });
    const { lines, code } = await golden('--engine=reference', join(folder, 'loose'));
    assert.match(lines[0], /^ok {3}below\/deeper +reference /);
    assert.deepEqual(lines.slice(1), ['1 passed, 0 failed']);
    assert.equal(code, 0);
  });

  it('takes layers by any name', async () => {
    await mkdir(join(folder, 'named'));
    const text = await readFile(good, 'utf8');
    const names = text.replaceAll(/"hidden([".])/g, '"features.0$1').replaceAll(/"logits([".])/g, '"code$1');
    assert.match(names, /"features\.0\.weight".*"code\.preactivation"/);
    await writeFile(join(folder, 'named/named.json'), names);
    const { lines } = await golden('--engine', 'streams', join(folder, 'named'));
    assert.deepEqual(lines.slice(1), ['1 passed, 0 failed']);
  });

  it('fails where one number of one tensor is off by more than the tolerance, and says which tensor', async () => {
    await write('off/off.json', ({ expected }) => {
      const { data } = expected.output;
      data[2] = (data[2] ?? NaN) + 2e-4 * Math.max(...data.map((value) => Math.abs(value ?? NaN)));
    });
    const { lines, code } = await golden('--engine', 'simd', join(folder, 'off'));
    assert.match(lines[0], /^FAIL off +simd +2\.0e-4 at output$/);
    assert.equal(code, 1);
  });
});
