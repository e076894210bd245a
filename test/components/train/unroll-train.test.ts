import { expect } from 'chai';
import { html } from 'lit';
import { filter, firstValueFrom } from 'rxjs';
import '../../../components/train/unroll-train.ts';
import type { UnrollTrain } from '../../../components/train/unroll-train.ts';
import { TrainSession } from '../../../src/app/train-session.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import type { RunRecord } from '../../../src/store/schema.ts';
import { withBlockedDatabase } from '../../support/blocked-storage.ts';
import { fixture } from '../../support/fixture.ts';
import { openStore } from '../../support/store.ts';
import { waitUntil } from '../../support/wait-until.ts';

let session: TrainSession;

async function runs(): Promise<readonly RunRecord[]> {
  const kept = await session.kept();
  if ('problem' in kept) throw new Error(JSON.stringify(kept.problem));
  return kept.runs;
}

/** The first element that matches, through shadow roots. Fields are told apart by their selector, not their type. */
function find(root: Element, selector: string): HTMLElement {
  const found = search(root, selector);
  if (found === undefined) throw new Error(`expected ${selector}, got nothing`);
  return found as HTMLElement;
}

function search(root: Element | ShadowRoot, selector: string): Element | undefined {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) return element;
    const inner = element.shadowRoot && search(element.shadowRoot, selector);
    if (inner) return inner;
  }
  return root instanceof Element && root.shadowRoot ? search(root.shadowRoot, selector) : undefined;
}

/** What the run says of its state. */
const said = (root: Element) => text(find(root, 'un-run-messages'), '.quiet') ?? '';

const text = (root: Element, selector: string) => search(root, selector)?.textContent?.replaceAll(/\s+/g, ' ').trim();

async function type(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): Promise<void> {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 20));
}

async function form(): Promise<UnrollTrain> {
  session = new TrainSession(openStore());
  const element = await fixture<UnrollTrain>(html`<unroll-train .session=${session}></unroll-train>`);
  await waitUntil(() => search(element, '.key.main') !== undefined, 'the form');
  return element;
}

/** Starts a short run through the form, and shows it as the router would. */
async function trained(steps: number): Promise<UnrollTrain> {
  const element = await form();
  element.addEventListener('navigate', ({ detail }) => (element.run = detail.to.replace('#/train/', '')));
  await type(find(element, '#units') as HTMLInputElement, '8');
  await type(find(element, '#batch') as HTMLInputElement, '4');
  await type(find(element, '#length') as HTMLInputElement, '8');
  await type(find(element, '#steps') as HTMLInputElement, String(steps));
  find(element, '.key.main').click();
  await waitUntil(() => search(element, 'un-run-bar') !== undefined, 'the run');
  return element;
}

describe('<unroll-train>', () => {
  afterEach(async () => {
    await session.end();
    await switchLanguage('en');
  });

  it('counts the parameters of what is chosen', async () => {
    const element = await form();
    // LSTM, 64 units, 66 characters: 4·64·(66 + 64 + 1) + 66·(64 + 1)
    expect(text(element, '.units .quiet')).to.equal('37,826 weights and biases to learn');
    (find(element, 'input[value="gru"], un-segmented') as HTMLInputElement).shadowRoot
      ?.querySelectorAll<HTMLInputElement>('input')[2]
      .click();
    await waitUntil(() => text(element, '.units .quiet')?.startsWith('29,') ?? false, 'the GRU’s count');
    expect(text(element, '.units .quiet')).to.equal(
      `${(3 * 64 * 131 + 66 * 65).toLocaleString('en')} weights and biases to learn`,
    );
  });

  it('does not start with a number that cannot be used, and puts the focus on it', async () => {
    const element = await form();
    await type(find(element, '#learningRate') as HTMLInputElement, '0');
    find(element, '.key.main').click();
    await waitUntil(() => (find(element, 'details') as HTMLDetailsElement).open, 'the open fold');
    const field = find(element, '#learningRate') as HTMLInputElement;
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect((field.getRootNode() as ShadowRoot).activeElement).to.equal(field);
    expect(text(element, '#learningRate-note')).to.contain('A number above 0');
    expect(await runs()).to.deep.equal([]);
  });

  it('a switch of language keeps what was chosen and typed', async () => {
    const element = await form();
    (find(element, 'label:nth-of-type(3) input[name=data]') as HTMLInputElement).click();
    await waitUntil(() => search(element, 'textarea') !== undefined, 'the text field');
    await type(find(element, 'textarea') as HTMLTextAreaElement, 'hello');
    await type(find(element, '#batch') as HTMLInputElement, '2');
    await switchLanguage('zh-Hans');
    await waitUntil(() => text(element, '.key.main') === '开始训练', 'the Chinese key');
    expect((find(element, 'textarea') as HTMLTextAreaElement).value).to.equal('hello');
    await waitUntil(
      () => text(element, '#found') === '太短：一个批量加上留出的文本，共需要 99 个字符，这里只有 5 个。',
      'the fault in Chinese',
    );
    expect((find(element, '#batch') as HTMLInputElement).value).to.equal('2');
  });

  it('trains to the end: figures, curve, samples, and the key that goes on', async () => {
    const element = await trained(30);
    await waitUntil(() => said(element).startsWith('Done: 30 steps'), 'the end');
    expect(text(element, 'dd:nth-of-type(1)')).to.match(/^\d\.\d\d$/);
    expect((find(element, '.mean') as Element).getAttribute('points')?.split(' ').length).to.equal(30);
    await waitUntil(() => text(element, 'li .step') === 'step 30', 'the last sample');
    const record = (await runs())[0];
    expect(record).to.include({ name: 'LSTM · Austen', status: 'finished', step: 30 });
    find(element, '.key.main').click();
    await waitUntil(() => text(element, '.key.main') === 'Pause', 'training to go on');
    expect(text(element, 'dt')).to.contain('loss');
  });

  it('pause and resume change the key and tell that the step is saved', async () => {
    const element = await trained(100_000);
    await waitUntil(() => search(element, '.mean') !== undefined, 'the first steps');
    expect(text(element, '.key.main')).to.equal('Pause');
    find(element, '.key.main').click();
    await waitUntil(() => said(element).includes('saved on this device'), 'the saved pause');
    expect(text(element, '.key.main')).to.equal('Resume');
    find(element, '.key.main').click();
    await waitUntil(() => text(element, '.key.main') === 'Pause', 'training again');
  });

  it('keeps the curve where it is when the run pauses and has something to say', async () => {
    const element = await trained(100_000);
    await waitUntil(() => search(element, '.mean') !== undefined, 'the first steps');
    const top = () => find(element, 'un-loss-chart').getBoundingClientRect().top;
    const before = top();
    find(element, '.key.main').click();
    await waitUntil(() => said(element).includes('saved on this device'), 'the saved pause');
    expect(top()).to.equal(before);
  });

  it('shows the step of the run that trains in the list of runs, as it goes on', async () => {
    const element = await trained(100_000);
    await waitUntil(() => search(element, '.mean') !== undefined, 'the first steps');
    element.run = undefined;
    const step = () =>
      Number(/training now, step ([\d,]+)/.exec(text(element, 'li .detail') ?? '')?.[1]?.replace(',', ''));
    await waitUntil(() => step() > 0, 'the live step');
    const before = step();
    await waitUntil(() => step() > before, 'the next live step');
    await session.pause();
    await waitUntil(() => /^step [\d,]+, loss/.test(text(element, 'li .detail') ?? ''), 'the step that is kept');
  });

  it('learns a text again that is kept already, without keeping it twice', async () => {
    const store = openStore();
    const fox = 'the quick brown fox jumps over the lazy dog. '.repeat(20);
    const key = await store.texts.put(fox, 'fox');
    session = new TrainSession(store);
    const element = await fixture<UnrollTrain>(html`<unroll-train .session=${session}></unroll-train>`);
    await waitUntil(() => search(element, '#steps') !== undefined, 'the form');
    for (const [field, value] of [
      ['#units', '8'],
      ['#batch', '4'],
      ['#length', '8'],
      ['#steps', '5'],
    ] as const) {
      await type(find(element, field) as HTMLInputElement, value);
    }
    (find(element, 'label:nth-of-type(3) input[name=data]') as HTMLInputElement).click();
    await waitUntil(() => search(element, `option[value="${key}"]`) !== undefined, 'the kept text');
    expect(text(element, `option[value="${key}"]`)).to.equal('fox (900)');
    await type(find(find(element, 'un-kept-choice'), 'select') as HTMLSelectElement, key);
    await waitUntil(() => text(element, '#found') === '900 characters, 28 different ones.', 'what it reads');
    expect(search(element, 'textarea')).to.equal(undefined);
    find(element, '.key.main').click();
    await firstValueFrom(
      session.state$.pipe(filter((state) => state.status === 'finished' && state.run.saved?.step === 5)),
    );
    const [record] = await runs();
    expect(record).to.deep.include({ name: 'LSTM · fox', data: { kind: 'own', text: key } });
    expect((await store.texts.list()).map(({ title }) => title)).to.deep.equal(['fox']);
  });

  it('says in the form that the browser keeps nothing, and throws nothing', async () => {
    const errors: unknown[] = [];
    const hear = (event: ErrorEvent | PromiseRejectionEvent) => {
      errors.push(event);
      event.preventDefault();
    };
    addEventListener('error', hear);
    addEventListener('unhandledrejection', hear);
    try {
      await withBlockedDatabase(async () => {
        const element = await form();
        await session.tidy();
        await waitUntil(() => text(element, '[role=alert]') !== undefined, 'the message');
        expect(text(element, '[role=alert]')).to.match(/^The browser keeps nothing for this page/);
        expect((find(element, '.key.main') as HTMLButtonElement).disabled).to.equal(false);
        // an unhandled rejection is told behind the task
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
    } finally {
      removeEventListener('error', hear);
      removeEventListener('unhandledrejection', hear);
    }
    expect(errors).to.deep.equal([]);
  });

  it('tells that a run is not there', async () => {
    session = new TrainSession(openStore());
    const element = await fixture<UnrollTrain>(html`<unroll-train .session=${session} run="nobody"></unroll-train>`);
    await waitUntil(() => text(element, '[role=alert]') !== undefined, 'the message');
    expect(text(element, '[role=alert]')).to.equal('There is no such run on this device (any more).');
    expect(text(element, '.key.main')).to.equal('Train a new one');
  });
});
