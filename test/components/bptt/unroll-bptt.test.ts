import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/bptt/unroll-bptt.ts';
import type { UnrollBptt } from '../../../components/bptt/unroll-bptt.ts';
import { defaultBptt, type BpttDocument } from '../../../src/app/bptt-document.ts';
import { BpttSession } from '../../../src/app/bptt-session.ts';
import { BpttTrainer } from '../../../src/app/bptt-trainer.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** The screen on real streams; untrained, so that nothing changes by itself. */
async function lesson(fields: Partial<BpttDocument> = {}) {
  const session = new BpttSession({ ...defaultBptt('en'), updates: 0, ...fields });
  const screen = await fixture<UnrollBptt>(html`<unroll-bptt .session=${session}></unroll-bptt>`);
  const inside = (name: string): ShadowRoot => {
    const found = (screen.shadowRoot as ShadowRoot).querySelector(name)?.shadowRoot;
    if (!found) throw new Error(`no <${name}>`);
    return found;
  };
  const settle = (): Promise<void> => settled(screen);
  await settle();
  const cell = (t: number, i: number): HTMLButtonElement => {
    const found = inside('un-triangle').querySelector<HTMLButtonElement>(`[data-row="${t}"][data-column="${i}"]`);
    if (!found) throw new Error(`no cell (${t}, ${i})`);
    return found;
  };
  const words = (root: ShadowRoot): string => (root.textContent ?? '').replaceAll(/\s+/g, ' ');
  return { session, screen, inside, settle, cell, words };
}

/** Resolves when an element and all in it are up to date. */
async function settled(host: Element): Promise<void> {
  if ('updateComplete' in host) await host.updateComplete;
  for (const each of host.shadowRoot?.querySelectorAll('*') ?? []) await settled(each);
}

/** What a screen reader says of a cell. */
const spoken = (cell: HTMLElement): string => cell.querySelector('.spoken')?.textContent ?? '';

const choose = (root: ShadowRoot, name: string, value: string): void => {
  const group = [...root.querySelectorAll('un-segmented')].find((each) => each.label === name);
  const choice = [...(group?.shadowRoot?.querySelectorAll('input') ?? [])].find((each) => each.value === value);
  choice?.click();
};

describe('<unroll-bptt>', () => {
  it('trains no more when its screen is left', async () => {
    const { update } = BpttTrainer.prototype;
    let made = 0;
    BpttTrainer.prototype.update = function (this: BpttTrainer) {
      made++;
      update.call(this);
    };
    try {
      const { screen } = await lesson({ updates: 640 });
      await waitUntil(() => made > 0, 'the training');
      screen.remove();
      const left = made;
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(made).to.equal(left);
    } finally {
      BpttTrainer.prototype.update = update;
    }
  });

  it('shows a cell for each term, and 0 where it is exactly zero', async () => {
    const { inside, cell, settle, session } = await lesson();
    expect(inside('un-triangle').querySelectorAll('[data-row]')).to.have.length(78);
    expect(cell(5, 0).classList.contains('zero')).to.equal(false);
    choose(inside('un-terms-choices'), 'Weight', 'h');
    await settle();
    expect(cell(5, 0).lastElementChild?.textContent).to.equal('0');
    expect(spoken(cell(5, 0))).to.equal('loss 6 through step 1: 0');
    expect(cell(5, 1).classList.contains('zero')).to.equal(false);
    choose(inside('un-terms-choices'), 'Weight', 'o');
    await settle();
    expect(inside('un-triangle').querySelectorAll('[data-row]')).to.have.length(12);
    session.dispose();
  });

  it('writes an exact zero as 0 where it is cut off, too', async () => {
    const { inside, cell, session } = await lesson({ weight: 'h', truncate: 4 });
    for (const t of [2, 3, 4, 11]) expect(cell(t, 0).lastElementChild?.textContent, `loss ${t + 1}`).to.equal('0');
    expect(inside('un-triangle').textContent).not.to.include('Infinity');
    session.dispose();
  });

  it('opens a tapped term: its path is lit, and its factors multiply to its norm', async () => {
    const { inside, cell, settle, words, session } = await lesson({ cell: 'lstm' });
    cell(9, 4).click();
    await settle();
    expect(inside('un-triangle').querySelectorAll('.path')).to.have.length(5);
    const sheet = inside('un-term-sheet');
    expect(words(sheet)).to.match(/5 Jacobians in a row (shrink|make) the gradient/);
    const numbers = [...sheet.querySelectorAll('.factor b')].map((each) => Number(each.textContent));
    expect(numbers).to.have.length(4);
    expect(numbers[0] * numbers[1] * numbers[2]).to.be.closeTo(numbers[3], 0.02 * numbers[3]);
    expect(sheet.querySelectorAll('.chip')).to.have.length(5);
    session.dispose();
  });

  it('opens a Jacobian as a heat map whose numbers a key picks', async () => {
    const { inside, cell, settle, session } = await lesson();
    cell(3, 1).click();
    await settle();
    const sheet = inside('un-term-sheet');
    sheet.querySelectorAll<HTMLButtonElement>('.chip')[0].click();
    await settle();
    const map = sheet.querySelector('un-step-jacobian')?.shadowRoot?.querySelector('un-jacobian-map');
    await map?.updateComplete;
    const field = map?.shadowRoot?.querySelector<HTMLElement>('.map');
    expect(field?.querySelectorAll('i')).to.have.length(64);
    field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await map?.updateComplete;
    const value = session.current.measures.jacobians[3].data[8];
    const said = map?.shadowRoot?.querySelector('p .number')?.textContent ?? '';
    expect(Number(said.replace('\u2212', '-'))).to.be.closeTo(value, 0.006);
    expect(session.current.document.jacobian).to.equal(3);
    session.dispose();
  });

  it('goes to the neighbours by the keys of the sheet, within the triangle', async () => {
    const { inside, cell, settle, session } = await lesson();
    cell(11, 0).click();
    await settle();
    const keys = () => inside('un-term-sheet').querySelector('un-neighbours')?.shadowRoot;
    const key = (label: string) => keys()?.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`);
    expect(key('Through the step before')?.disabled).to.equal(true);
    expect(key('The loss after')?.disabled).to.equal(true);
    key('Through the step after')?.click();
    await settle();
    key('The loss before')?.click();
    await settle();
    expect(session.current.document.open).to.deep.equal({ t: 10, i: 1 });
    session.dispose();
  });

  it('opens the cell nearest to a tap beside it, and none far from all', async () => {
    const { inside, cell, settle, session } = await lesson();
    cell(6, 6).scrollIntoView({ block: 'center', behavior: 'instant' });
    const { right, top, height } = cell(6, 6).getBoundingClientRect();
    const grid = inside('un-triangle').querySelector('.grid');
    const tap = (x: number) =>
      grid?.dispatchEvent(new MouseEvent('click', { clientX: x, clientY: top + height / 2, detail: 1, bubbles: true }));
    tap(right + 200);
    expect(session.current.document.open).to.equal(undefined);
    tap(right + 4);
    await settle();
    expect(session.current.document.open).to.deep.equal({ t: 6, i: 6 });
    session.dispose();
  });

  it('looks at one cell after the other by the keys below, and opens the one it looks at', async () => {
    const { inside, settle, words, session } = await lesson();
    const below = () => inside('un-triangle').querySelector('un-neighbours');
    const press = async (label: string): Promise<void> => {
      below()?.shadowRoot?.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)?.click();
      await settle();
    };
    await press('The loss before');
    await press('Through the step after');
    await press('Through the step after');
    expect(session.current.document.open).to.equal(undefined);
    expect(words(inside('un-triangle'))).to.include('loss 11 through step 3');
    expect(inside('un-triangle').querySelectorAll('.looked')).to.have.length(1);
    // a link has it
    expect(session.current.document.looked).to.deep.equal({ t: 10, i: 2 });
    below()?.querySelector('button')?.click();
    await settle();
    expect(session.current.document.open).to.deep.equal({ t: 10, i: 2 });
    session.dispose();
  });

  it('goes on looking at the cell whose term was open', async () => {
    const { inside, cell, settle, words, session } = await lesson();
    cell(6, 2).click();
    await settle();
    session.edit({ open: undefined });
    await settle();
    expect(session.current.document.looked).to.deep.equal({ t: 6, i: 2 });
    expect(words(inside('un-triangle'))).to.include('loss 7 through step 3');
    session.dispose();
  });

  it('opens with what a link looks at: the cell, the term, the Jacobian', async () => {
    const { inside, settle, session } = await lesson({ looked: { t: 6, i: 2 } });
    const looked = inside('un-triangle').querySelector<HTMLElement>('.looked');
    expect([looked?.dataset.row, looked?.dataset.column]).to.deep.equal(['6', '2']);
    session.edit({ open: { t: 6, i: 2 }, jacobian: 4 });
    await settle();
    const chips = [...inside('un-term-sheet').querySelectorAll('.chip')];
    expect(chips.map((each) => each.ariaExpanded)).to.deep.equal(['false', 'false', 'true', 'false']);
    expect(inside('un-term-sheet').querySelector('un-step-jacobian')?.step).to.equal(4);
    session.dispose();
  });

  it('follows a finger that slides over the triangle', async () => {
    const { inside, cell, settle, session } = await lesson();
    cell(8, 2).click();
    await settle();
    // only what is in the window can be touched, and not what the sheet covers
    inside('un-term-sheet').querySelector('un-sheet')?.shadowRoot?.querySelector<HTMLElement>('.panel')?.hidePopover();
    cell(8, 5).scrollIntoView({ block: 'start', behavior: 'instant' });
    const { left, top, width, height } = cell(8, 5).getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + height / 2 };
    const grid = inside('un-triangle').querySelector('.grid');
    const finger = (type: string, from: { x?: number; y?: number; buttons?: number }) => {
      const { x = 0, y = 0, buttons = 1 } = from;
      const place = { clientX: at.clientX + x, clientY: at.clientY + y, bubbles: true };
      grid?.dispatchEvent(new PointerEvent(type, { ...place, buttons }));
    };
    finger('pointermove', { buttons: 0 });
    // up or down, the page scrolls
    finger('pointerdown', { x: -4, y: 60 });
    finger('pointermove', {});
    expect(session.current.document.open).to.deep.equal({ t: 8, i: 2 });
    finger('pointerdown', { x: -40 });
    finger('pointermove', {});
    expect(session.current.document.open).to.deep.equal({ t: 8, i: 5 });
    session.dispose();
  });

  it('hatches what truncation cuts, and says what clipping does to the norm', async () => {
    const { inside, settle, cell, words, session } = await lesson();
    const [truncate, clip] = inside('un-remedies').querySelectorAll<HTMLInputElement>('input[type=checkbox]');
    const told = () => [...inside('un-remedies').querySelectorAll('.told')].map((each) => each.textContent);
    const { whole } = session.current.measures.gradient;
    expect(told()).to.deep.equal(['all 78 terms count', `norm ${whole.toPrecision(3)}`]);
    expect(inside('un-remedies').querySelector('[role=status]')?.textContent).to.equal('');
    truncate.click();
    clip.click();
    await settle();
    const { kept } = session.current.measures.gradient;
    expect(told()).to.deep.equal(['36 of 78 terms cut', `norm ${kept.toPrecision(3)} → 1.00`]);
    expect(inside('un-triangle').querySelectorAll('button.cut')).to.have.length(36);
    expect(spoken(cell(6, 2))).to.match(/cut off$/);
    const { factor } = session.current.measures.gradient;
    expect(words(inside('un-remedies'))).to.include(`clipped (× ${factor.toPrecision(3)}) 1.00`);
    session.dispose();
  });

  it('moves the norms with the slider, and takes it back as trained', async () => {
    const { inside, settle, words, screen, session } = await lesson();
    const slider = inside('un-radius-slider').querySelector<HTMLInputElement>('input');
    if (slider === null) throw new Error('no slider');
    slider.value = '0.2';
    slider.dispatchEvent(new Event('input'));
    await settle();
    expect(session.current.radius).to.be.closeTo(0.2, 1e-9);
    expect(words(screen.shadowRoot as ShadowRoot)).to.include('Vanishing: over 11 steps');
    choose(inside('un-terms-choices'), 'View', 'norms');
    await settle();
    expect(inside('un-distance-curves').querySelectorAll('path.bold')).to.have.length(1);
    const letter = () => inside('un-distance-curves').querySelector('.name')?.textContent?.trim();
    expect(letter(), '0.2¹¹ < 10⁻⁶').to.equal('h↓');
    inside('un-radius-slider').querySelector('button')?.click();
    await settle();
    expect(session.current.document.radius).to.equal(undefined);
    expect(letter()).to.equal('h');
    session.dispose();
  });

  for (const [radius, told] of [
    [0.3, /^Vanishing: over 11 steps a change of h shrinks at least [\d,.e]+ times/],
    [1, /^Holding: over 11 steps/],
    [2.4, /^Exploding: over 11 steps a change of h can grow [\d,.e]+ times/],
  ] as const) {
    it(`tells what becomes of a change at a spectral radius of ${radius}`, async () => {
      const { screen, session } = await lesson({ radius });
      expect(screen.shadowRoot?.querySelector('.next')?.textContent).to.match(told);
      session.dispose();
    });
  }

  it('keeps the truncation of a longer sentence, and shows what there is to choose in this one', async () => {
    const { inside, settle, session } = await lesson({ truncate: 12 });
    session.edit({ sentence: 4 });
    await settle();
    const stepper = inside('un-remedies').querySelector('un-stepper');
    expect(stepper).to.include({ max: 10, value: 10 });
    expect(session.current.document.truncate).to.equal(12);
    session.dispose();
  });

  it('follows the letters and the side of z that are chosen: weights, sentences, formulas', async () => {
    const { inside, settle, words, screen, session } = await lesson({ cell: 'gru', weight: 'h', open: { t: 5, i: 0 } });
    const labels = () =>
      [...inside('un-terms-choices').querySelectorAll('un-segmented')]
        .flatMap((each) => [...(each.shadowRoot?.querySelectorAll('label:has(i)') ?? [])])
        .map((label) => (label.textContent ?? '').replaceAll(/\s+/g, ''));
    const formulas = (root: ShadowRoot) => [...root.querySelectorAll('un-formula')].map(({ tex }) => tex).join(' ');
    expect(labels()).to.deep.equal(['W', 'U', 'Wo', 'b']);
    expect(words(inside('un-term-sheet'))).to.include('and U has nothing to multiply there');
    expect(words(inside('un-bptt-lesson'))).to.include('the farthest term of W, at');
    session.edit({ open: { t: 5, i: 3 } });
    await settle();
    inside('un-term-sheet').querySelector<HTMLButtonElement>('.chip')?.click();
    await settle();
    const jacobian = () => inside('un-term-sheet').querySelector('un-step-jacobian')?.shadowRoot as ShadowRoot;
    expect(formulas(jacobian())).to.include('\\operatorname{diag}\\left(1 - z_{6}\\right) +').and.include('\\tilde{h}');
    screen.shadowRoot?.querySelector<HTMLButtonElement>('un-bar .key:last-of-type')?.click();
    await settle();
    const reading = inside('un-bptt-settings').querySelector('un-reading')?.shadowRoot as ShadowRoot;
    choose(reading, 'Letters', 'app');
    choose(reading, 'The update gate z is the share of', 'kept');
    await settle();
    expect(session.current.document).to.include({ letters: 'app', update: 'kept' });
    expect(labels()).to.deep.equal(['Wx', 'Wh', 'Wtag', 'b']);
    expect(words(inside('un-bptt-lesson'))).to.include('the farthest term of Wx, at');
    expect(words(inside('un-radius-slider'))).to.include('ρ(Wh)');
    session.edit({ open: { t: 5, i: 3 } });
    await settle();
    expect(formulas(inside('un-term-sheet')))
      .to.include('a_{\\mathrm{tag},6}')
      .and.not.include('O_');
    if (jacobian() === undefined) inside('un-term-sheet').querySelector<HTMLButtonElement>('.chip')?.click();
    await settle();
    expect(formulas(jacobian())).to.include('= \\operatorname{diag}\\left(z_{6}\\right) +').and.include('W_{hz}');
    session.dispose();
  });

  it('checks a typed answer, and forgets the verdict when the numbers change', async () => {
    const { inside, settle, session } = await lesson();
    const root = inside('un-bptt-lesson');
    const answer = async (text: string): Promise<string> => {
      const field = root.querySelector<HTMLInputElement>('#answer');
      if (field === null) throw new Error('no field');
      field.value = text;
      root.querySelector('form')?.requestSubmit();
      await settle();
      return root.querySelector('#verdict')?.textContent?.trim() ?? '';
    };
    expect(await answer('')).to.match(/^Type a number/);
    expect(await answer('1e9')).to.match(/^Not yet/);
    expect(await answer(session.current.measures.farRatio.toPrecision(3))).to.equal('✓ Right.');
    session.edit({ radius: 0.5 });
    await settle();
    expect(root.querySelector('#verdict')?.textContent?.trim()).to.equal('');
    session.dispose();
  });

  it('tells how far there is to go, never a digit of a factor below ten: that is asked for', async () => {
    const { inside, settle, session } = await lesson();
    const root = inside('un-bptt-lesson');
    const told = () => root.querySelector('[aria-labelledby=do] .state')?.textContent?.trim() ?? '';
    const seen = new Set<string>();
    for (let radius = 0.1; radius < 4; radius += 0.1) {
      session.edit({ radius });
      await settle();
      const ratio = session.current.measures.farRatio;
      const factor = Math.max(ratio, 1 / ratio);
      const kind = factor <= 2 ? 'held' : factor < 10 ? 'few' : 'many';
      seen.add(kind);
      if (kind === 'held') expect(told()).to.match(/^✓ Held/);
      if (kind === 'few')
        expect(told()).to.match(/^Just now the farthest is (smaller|larger) by a factor between 2 and 10\.$/);
      if (kind === 'many') expect(told()).to.match(/about [1-9][0,]*0 times (smaller|larger)\.$/);
    }
    expect([...seen].toSorted()).to.deep.equal(['few', 'held', 'many']);
    session.dispose();
  });

  it('trains by its main key, and says how far it is', async () => {
    const { inside, settle, screen, session } = await lesson();
    const key = (screen.shadowRoot as ShadowRoot).querySelector<HTMLButtonElement>('.key.main');
    expect(key?.textContent?.trim()).to.equal('Train 16 updates more');
    key?.click();
    await settle();
    expect(key?.textContent?.trim()).to.match(/^Training: \d+ of 16$/);
    await waitUntil(() => session.current.updates === 16, 'the training');
    await settle();
    expect(key?.textContent?.trim()).to.equal('Train 16 updates more');
    expect(inside('un-tagged-words').querySelectorAll('li')).to.have.length(12);
    session.dispose();
  });
});
