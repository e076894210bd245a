import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/chart/loss-chart.ts';
import type { LossChart } from '../../../components/chart/loss-chart.ts';
import type { ChartSeries } from '../../../components/chart/series.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { fixture, rendered } from '../../support/fixture.ts';

const inside = (element: LossChart) => element.shadowRoot as ShadowRoot;

const run = (id: string, losses: readonly number[]): ChartSeries => ({
  id,
  name: `run ${id}`,
  losses: Float32Array.from(losses),
});

async function chart(losses: readonly number[], guess = 4) {
  return fixture<LossChart>(html`<un-loss-chart .series=${[run('a', losses)]} .guess=${guess}></un-loss-chart>`);
}

/** A finger or the mouse at a share of the picture's width. */
function pointer(
  element: LossChart,
  type: string,
  { at, id = 1, kind = 'touch' }: { at: number; id?: number; kind?: string },
) {
  const plot = inside(element).querySelector('.plot') as HTMLElement;
  const { left, width, top } = plot.getBoundingClientRect();
  plot.setPointerCapture = () => {};
  plot.dispatchEvent(
    new PointerEvent(type, { pointerId: id, pointerType: kind, clientX: left + at * width, clientY: top + 5 }),
  );
}

const shownRange = (element: LossChart) => {
  const { min, max } = inside(element).querySelector('.plot input') as HTMLInputElement;
  return [Number(min), Number(max)];
};

const tool = (element: LossChart, selector: string) =>
  inside(element).querySelector('un-chart-tools')?.shadowRoot?.querySelector<HTMLElement>(selector);

describe('<un-loss-chart>', () => {
  afterEach(() => switchLanguage('en'));

  it('says what it shows to those who do not see it', async () => {
    const element = await chart([4, 3.5, 3, 2.5, 2, 2.5]);
    const summary = inside(element).querySelector('svg')?.getAttribute('aria-label');
    // A running mean over two steps: 2.25 at steps 5 and 6.
    expect(summary).to.equal(
      'Loss curve: 4.00 nats a character at step 1, 2.25 at step 6; lowest mean 2.25 at step 5.',
    );
  });

  it('looks at any step by its slider, with the exact loss, in the language of the page', async () => {
    const element = await chart([4, 3.5, 3, 2.5]);
    const slider = inside(element).querySelector('input') as HTMLInputElement;
    expect([slider.min, slider.max]).to.deep.equal(['1', '4']);
    slider.value = '2';
    slider.dispatchEvent(new Event('input'));
    await rendered(element);
    expect(inside(element).querySelector('figcaption')?.textContent).to.contain('step 2: loss 3.500');
    expect(slider.getAttribute('aria-valuetext')).to.equal('step 2: loss 3.500');
    await switchLanguage('zh-Hans');
    await rendered(element);
    expect(inside(element).querySelector('figcaption')?.textContent).to.contain('第 2 步：损失 3.500');
  });

  it('grows with the run and keeps the step that is looked at', async () => {
    const element = await chart([4, 3.5, 3]);
    const slider = inside(element).querySelector('input') as HTMLInputElement;
    slider.value = '2';
    slider.dispatchEvent(new Event('input'));
    element.series = [run('a', [4, 3.5, 3, 2.5, 2])];
    await rendered(element);
    expect(slider.value).to.equal('2');
    expect(slider.max).to.equal('5');
    expect(inside(element).querySelectorAll('.mean')[0].getAttribute('points')?.split(' ').length).to.equal(5);
  });

  it('leaves the line for guessing out where it would flatten the curve', async () => {
    const near = await chart([4, 3]);
    expect(inside(near).querySelector('.guess')?.textContent).to.contain('guessing: 4.00');
    const far = await chart([1, 0.5], 7);
    expect(inside(far).querySelector('.guess')).to.equal(null);
  });

  it('without a step there is no curve', async () => {
    const element = await chart([]);
    expect(inside(element).querySelector('svg')).to.equal(null);
    expect(inside(element).textContent).to.contain('begins with the first step');
  });

  it('one finger looks at the step below it and tells', async () => {
    const element = await chart(Array.from({ length: 101 }, (_, n) => 4 - n / 50));
    const told: (number | undefined)[] = [];
    element.addEventListener('look-step', ({ detail }) => told.push(detail.step));
    pointer(element, 'pointerdown', { at: 0.5 });
    pointer(element, 'pointermove', { at: 0.25 });
    pointer(element, 'pointerup', { at: 0.25 });
    await rendered(element);
    expect(told).to.deep.equal([51, 26]);
    expect(inside(element).querySelector('figcaption')?.textContent).to.contain('step 26: loss 3.500');
  });

  it('two fingers zoom in, the same steps stay below them, and one key shows the whole run again', async () => {
    const element = await chart(Array.from({ length: 101 }, (_, n) => 4 - n / 50));
    pointer(element, 'pointerdown', { at: 0.4, id: 1 });
    pointer(element, 'pointerdown', { at: 0.6, id: 2 });
    pointer(element, 'pointermove', { at: 0.2, id: 1 });
    pointer(element, 'pointermove', { at: 0.8, id: 2 });
    await rendered(element);
    const [from, to] = shownRange(element);
    // Steps 41 and 61 now stand at 0.2 and 0.8: a third of the run is in sight.
    expect(to - from).to.be.closeTo(33, 2);
    expect(from + 0.2 * (to - from)).to.be.closeTo(41, 2);
    tool(element, '.bar .key:nth-child(2)')?.click();
    await rendered(element);
    expect(shownRange(element)).to.deep.equal([1, 101]);
  });

  it('a drag of the mouse shows what it passed over; keys zoom around the step that is looked at', async () => {
    const element = await chart(Array.from({ length: 101 }, () => 3));
    pointer(element, 'pointerdown', { at: 0.2, kind: 'mouse' });
    pointer(element, 'pointermove', { at: 0.6, kind: 'mouse' });
    pointer(element, 'pointerup', { at: 0.6, kind: 'mouse' });
    await rendered(element);
    expect(shownRange(element)).to.deep.equal([21, 61]);
    const press = async (key: string) => {
      inside(element)
        .querySelector('.plot input')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await rendered(element);
    };
    await press('+');
    expect(shownRange(element)).to.deep.equal([31, 51]);
    await press('-');
    await press('0');
    expect(shownRange(element)).to.deep.equal([1, 101]);
  });

  it('smoothing and the logarithmic scale change the line', async () => {
    const element = await chart([8, 4, 2, 1, 0.5, 0.25, 0.125, 0.0625], 9);
    tool(element, '.bar .key')?.click();
    await rendered(element);
    await rendered(tool(element, '.bar') as HTMLElement & { updateComplete?: Promise<unknown> });
    const smooth = tool(element, '#smooth') as HTMLInputElement;
    smooth.value = '0';
    smooth.dispatchEvent(new Event('input'));
    const log = tool(element, 'input[type=checkbox]') as HTMLInputElement;
    log.click();
    await rendered(element);
    const points = (inside(element).querySelector('.mean')?.getAttribute('points') ?? '')
      .split(' ')
      .map((point) => Number(point.split(',')[1]));
    // Halved at each step: equal distances on this scale.
    const falls = points.slice(1).map((y, n) => y - points[n]);
    for (const fall of falls) expect(fall).to.be.closeTo(falls[0], 0.3);
  });

  it('lays several runs over one another, told apart by colour and the name at its end', async () => {
    const element = await fixture<LossChart>(
      html`<un-loss-chart
        .series=${[run('a', [4, 3, 2]), { ...run('b', [4, 2]), heldBack: [{ step: 2, loss: 2.5 }] }]}
      ></un-loss-chart>`,
    );
    const styles = [...inside(element).querySelectorAll('.mean')].map((line) => getComputedStyle(line));
    expect(new Set(styles.map(({ stroke }) => stroke)).size).to.equal(2);
    const names = [...inside(element).querySelectorAll<HTMLElement>('.line-name')];
    expect(names.map((name) => name.textContent)).to.have.members(['run a', 'run b']);
    const [lower, upper] = names.map((name) => name.getBoundingClientRect());
    expect(upper.bottom).to.be.at.most(lower.top);
    // Dashes mean held-back text, and nothing else.
    expect(styles.map(({ strokeDasharray }) => strokeDasharray)).to.deep.equal(['none', 'none']);
    const heldBack = inside(element).querySelector('.held-back');
    expect(heldBack && getComputedStyle(heldBack).strokeDasharray).to.not.equal('none');
    const legend = inside(element).querySelector('un-chart-legend')?.shadowRoot;
    expect([...(legend?.querySelectorAll('li') ?? [])].map((line) => line.textContent.trim())).to.deep.equal([
      'run a',
      'run b',
      'held-back text',
    ]);
    expect(inside(element).querySelector('svg')?.getAttribute('aria-label')).to.contain(
      'On held-back text: 2.50 at step 2.',
    );
  });
});
