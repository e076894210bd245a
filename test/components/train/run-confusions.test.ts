import { expect } from 'chai';
import { html } from 'lit';
import { firstValueFrom, filter } from 'rxjs';
import '../../../components/train/run-confusions.ts';
import type { RunConfusions } from '../../../components/train/run-confusions.ts';
import { TrainSession } from '../../../src/app/train-session.ts';
import type { RunReport } from '../../../src/app/run-report.ts';
import type { Store } from '../../../src/store/store.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { fixture } from '../../support/fixture.ts';
import { openStore } from '../../support/store.ts';
import { waitUntil } from '../../support/wait-until.ts';

const text = 'one two three four five, once i caught a fish alive.\n'.repeat(20);

let session: TrainSession;
let store: Store;

/** A finished run of a few steps, on the screen. */
async function trained(steps: number): Promise<string> {
  store = openStore();
  session = new TrainSession(store);
  const chosen = { units: 8, batch: 4, length: 8, steps };
  const setup = { ...session.form.defaults, ...chosen };
  const answer = await session.start({ setup, name: 'rhyme', data: { kind: 'own', text, title: 'rhyme' } });
  if (!('id' in answer)) throw new Error(`expected a run, got ${answer.problem.kind}`);
  await firstValueFrom(session.state$.pipe(filter(({ status }) => status === 'finished')));
  await session.save();
  return answer.id;
}

async function opened(run: string, step: number): Promise<RunConfusions> {
  const element = await fixture<RunConfusions>(
    html`<un-run-confusions .session=${session} .run=${run} .step=${step}></un-run-confusions>`,
  );
  element.shadowRoot?.querySelector('summary')?.click();
  await waitUntil(() => table(element) !== null, 'the table');
  return element;
}

const table = (element: RunConfusions) => element.shadowRoot?.querySelector('un-confusion-table') ?? null;
const cells = (element: RunConfusions) => [...(table(element)?.shadowRoot?.querySelectorAll('button') ?? [])];
const words = (root: Element | null | undefined) => root?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
const looked = (element: RunConfusions) => words(table(element)?.shadowRoot?.querySelector('.looked-at'));

describe('<un-run-confusions>', () => {
  afterEach(async () => {
    await session.end();
    await switchLanguage('en');
  });

  it('measures when it is opened, and tells the numbers of the report', async () => {
    const run = await trained(60);
    const told = await session.evaluate();
    if (told === undefined) throw new Error('expected a report');
    const element = await opened(run, 60);
    const { report } = told;
    const status = words(element.shadowRoot?.querySelector('[role="status"]'));
    expect(status)
      .to.contain('At step 60, on')
      .and.contain(`perplexity ${report.perplexity.toFixed(1)}`);
    expect(element.shadowRoot?.querySelectorAll('ol li').length).to.equal(report.worst.length);
    const size = report.classes.length + 1;
    expect(cells(element).length).to.equal(size * size);
    const told1 = cells(element).map((cell) => Number(/: ([\d,]+) times?/.exec(words(cell))?.[1].replace(',', '')));
    expect(told1).to.deep.equal([...report.confusion]);
  });

  it('tells a cell that is tapped, with one tab stop in all (the arrow keys are driven end to end)', async () => {
    const element = await opened(await trained(20), 20);
    const all = cells(element);
    expect(all.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    for (const cell of [all[0], all[1]]) {
      cell.click();
      const said = words(cell.querySelector('.spoken')).replaceAll('space', '␣');
      await waitUntil(() => looked(element) === said, 'the cell to be told');
      expect(all.filter(({ classList }) => classList.contains('looked'))).to.deep.equal([cell]);
    }
  });

  it('is a table to a screen reader: each cell between a row head and a column head, spaces in words', async () => {
    const element = await opened(await trained(20), 20);
    const root = table(element)?.shadowRoot;
    const rows = [...(root?.querySelectorAll('tbody tr') ?? [])];
    const heads = [...(root?.querySelectorAll('thead th') ?? [])].map((head) => words(head.querySelector('.spoken')));
    expect(heads).to.include('space').and.include('others');
    expect(rows.map((row) => words(row.querySelector('th[scope="row"] .spoken')))).to.deep.equal(heads);
    for (const row of rows) expect(row.querySelectorAll('td').length).to.equal(heads.length);
  });

  it('speaks Chinese', async () => {
    await switchLanguage('zh-Hans');
    const element = await opened(await trained(20), 20);
    expect(words(element.shadowRoot?.querySelector('summary'))).to.equal('它会把什么认错');
    expect(words(element.shadowRoot?.querySelector('ol li'))).to.match(/^本该是 .，却有 [\d,]+ 次猜成 .（占/);
  });

  it('says when it measured an older step, and measures anew on request', async () => {
    const run = await trained(20);
    const element = await opened(run, 20);
    const again = () => element.shadowRoot?.querySelector<HTMLElement>('.key');
    expect(again()).to.equal(null);
    await session.trainFurther(15);
    await firstValueFrom(session.state$.pipe(filter((state) => state.status === 'finished' && state.run.step === 35)));
    element.step = 35;
    await element.updateComplete;
    expect(words(element.shadowRoot?.querySelector('[role="status"]'))).to.contain('At step 20');
    again()?.click();
    await waitUntil(
      () => words(element.shadowRoot?.querySelector('[role="status"]')).includes('At step 35'),
      'step 35',
    );
    expect(again()).to.equal(null);
  });

  it('a run that is only kept gives the numbers it gave while it was in the worker', async () => {
    const run = await trained(25);
    const [live, other] = [await session.evaluate(), new TrainSession(store)];
    await session.end();
    await other.open(run);
    expect(await other.evaluate()).to.deep.equal(live satisfies RunReport | undefined);
    expect(live?.part).to.equal('held-back');
  });

  it('tells what failed, and that nothing is saved', async () => {
    const run = await trained(5);
    const answers: (() => Promise<RunReport | undefined>)[] = [
      () => Promise.reject(new Error('no such text')),
      () => Promise.resolve(undefined),
    ];
    for (const evaluate of answers) {
      const element = await fixture<RunConfusions>(
        html`<un-run-confusions .session=${{ evaluate }} .run=${run} .step=${5}></un-run-confusions>`,
      );
      element.shadowRoot?.querySelector('summary')?.click();
      const told = () => words(element.shadowRoot?.querySelector('.body'));
      await waitUntil(() => /no such text|No weights/.test(told()), `what went wrong, got ${told()}`);
    }
  });
});
