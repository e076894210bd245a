import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import { LabPass } from '../../../components/lab/lab-pass.ts';
import '../../../components/lab/un-stage.ts';
import type { Stage } from '../../../components/lab/un-stage.ts';
import { Sights } from '../../../components/lab/sight.ts';
import { ownLab, type LabSession } from '../../../src/app/lab-session.ts';
import { labCells } from '../../../src/app/router.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { fixture, rendered } from '../../support/fixture.ts';

const open: LabSession[] = [];

/** As on a phone. */
const look = { firstUnit: 0, layer: undefined, opened: undefined, fits: 6 };

afterEach(async () => {
  document.documentElement.style.fontSize = '';
  for (const session of open.splice(0)) session.dispose();
  await switchLanguage('en');
  localStorage.removeItem('unroll.language');
});

function lab(cell: (typeof labCells)[number]): LabSession {
  const session = ownLab(cell);
  open.push(session);
  return session;
}

/** What is looked at: the open number if there is one, units from another one on, another layer than the present one. */
interface Shown {
  readonly session: LabSession;
  readonly opened?: Stage['opened'];
  readonly firstUnit?: number;
  readonly layer?: string;
}

/** Sets what the stage shows to the session's present place. */
async function show(stage: Stage, { session, opened, firstUnit = 0, layer }: Shown) {
  const { pass, units, next } = new Sights().at(session.current, { ...look, opened, firstUnit, layer });
  const at = pass.present.t;
  const isThere = opened !== undefined && pass.number(opened) !== undefined;
  Object.assign(stage, { pass, units, next, open: at, opened: isThere ? opened : undefined });
  await settled(stage);
}

async function settled(stage: Stage): Promise<void> {
  await rendered(stage);
  for (const each of stage.renderRoot.querySelectorAll('*')) await rendered(each);
}

/** The rows as they stand, an element a line: its name, classes, colour, place and own words. */
function rowsOf(stage: Stage): readonly string[] {
  const rows = stage.renderRoot.querySelector<LitElement>('un-forward-rows, un-backward-rows')?.renderRoot;
  return [...(rows?.querySelectorAll<HTMLElement>('*') ?? [])].map((element) => {
    const classes = [...element.classList].sort().join('.');
    const own = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data.trim());
    const { row, column, first } = element.dataset;
    return [
      element.localName,
      classes,
      element.style.cssText,
      element.ariaLabel,
      row,
      column,
      first,
      own.join(''),
    ].join(' ');
  });
}

/** Shows a place in a stage that has shown others, and in a new one; returns whether there were folded rows to compare. */
async function compare(kept: Stage, shown: Shown, place: string): Promise<boolean> {
  await show(kept, shown);
  const anew = await fixture<Stage>(stageAt(shown.session));
  await show(anew, shown);
  const [had, wanted] = [rowsOf(kept), rowsOf(anew)];
  const first = wanted.findIndex((line, k) => line !== had[k]);
  expect(had[first], place).to.equal(wanted[first]);
  expect(had.length, place).to.equal(wanted.length);
  return wanted.some((line) => /^button (folded\.row|row\.split)/.test(line));
}

const forms = labCells.flatMap((cell) => [1, 2].map((depth) => ({ cell, depth })));

describe('folded rows and cells that are kept', () => {
  for (const { cell, depth } of forms) {
    it(`${cell}, layers ${depth}: show at every place, reached by any way, what is shown by those drawn anew`, async () => {
      const session = lab(cell);
      if (depth > 1) session.setDepth(depth);
      const { network } = session.current;
      const kept = await fixture<Stage>(stageAt(session));
      const states = network.trace.values[cell === 'lstm' ? 'cell.c' : 'cell.h'];
      const opened = { kind: 'value', equation: states, unit: 1, t: 1 } as const;
      const { total } = network;
      let compared = 0;
      for (const [n, share] of [0.02, 0.11, 0.3, 0.12, 0.31, 0.6, 0.75, 0.62, 0.9, 0.1, 0.78, 0.3].entries()) {
        const place = Math.round(share * total);
        network.seek(place);
        if (n === 6) session.setView({ letters: 'app', update: 'kept' });
        if (n === 8) await switchLanguage('zh-Hans');
        const shown = { session, ...(n % 3 === 1 && { opened }) };
        if (await compare(kept, shown, `place ${place} of ${total}`)) compared++;
      }
      expect(compared).to.be.above(8);
    });

    it(`${cell}, layers ${depth}: the same in the next pass, and after every edit`, async () => {
      const session = lab(cell);
      if (depth > 1) session.setDepth(depth);
      const kept = await fixture<Stage>(stageAt(session));
      const at = async (share: number, place: string) => {
        const { network } = session.current;
        network.seek(Math.round(share * network.total));
        return await compare(kept, { session }, place);
      };
      const weight = { parameter: 'cell.weight_h', index: 0, value: 1.5 };
      expect(await at(0.3, 'at first')).to.equal(true);
      for (const share of [0.3, 0.75]) {
        session.current.network.seek(session.current.network.total);
        await show(kept, { session });
        session.nextPass();
        await compare(kept, { session }, 'at the beginning of the next pass');
        expect(await at(share, `next pass, ${share}`)).to.equal(true);
        session.setParameter(weight);
        await compare(kept, { session }, 'another weight');
        session.setText('banana');
        expect(await at(share, 'another text')).to.equal(true);
        session.undo();
        await compare(kept, { session }, 'undo');
      }
    });

    it(`${cell}, layers ${depth}: the same of other units, and of another layer, at the same place`, async () => {
      const session = lab(cell);
      session.setLayer({ units: 12 });
      if (depth > 1) session.setDepth(depth);
      const { network } = session.current;
      const kept = await fixture<Stage>(stageAt(session));
      const layers = depth > 1 ? ['cell', 'cell2'] : [undefined];
      for (const share of [0.08, 0.3, 0.75]) {
        network.seek(Math.round(share * network.total));
        for (const firstUnit of [0, 4, 2, 0]) {
          for (const layer of layers) {
            await compare(kept, { session, firstUnit, layer }, `${share}, from unit ${firstUnit}, layer ${layer}`);
          }
        }
      }
    });
  }
});

const stageAt = (session: LabSession) => html`<un-stage .pass=${new LabPass(session.current)}></un-stage>`;

describe('Sights', () => {
  it('keeps its object until the cursor, the state or the window of units moves', () => {
    const session = lab('gru');
    const sights = new Sights();
    const first = sights.at(session.current, look);
    expect(sights.at(session.current, look)).to.equal(first);
    session.current.network.step('neuron');
    const second = sights.at(session.current, look);
    expect(second).not.to.equal(first);
    expect(second.pass.position).to.be.above(first.pass.position);
    expect(sights.at(session.current, { ...look, firstUnit: 1 })).not.to.equal(second);
    session.setView({ update: 'kept' });
    expect(sights.at(session.current, { ...look, firstUnit: 1 }).pass.reading).not.to.equal(second.pass.reading);
  });

  it('come behind the frame in which a phase begins with its open row; their room is kept', async () => {
    const session = lab('lstm');
    const { pass, units, next } = new Sights().at(session.current, look);
    const stage = document.createElement('un-stage');
    Object.assign(stage, { pass, units, next, open: 0 });
    document.body.append(stage);
    await Promise.resolve();
    const rows = stage.renderRoot.querySelector<LitElement>('un-forward-rows');
    const count = (selector: string) => rows?.renderRoot.querySelectorAll(selector).length;
    await Promise.resolve();
    expect([count('.row.now'), count('.folded'), count('.room')]).to.deep.equal([1, 0, 2]);
    const height = rows?.offsetHeight ?? 0;
    await rows?.updateComplete;
    expect([count('.row.now'), count('.folded'), count('.room')]).to.deep.equal([1, pass.length - 1, 0]);
    expect(rows?.offsetHeight).to.be.closeTo(height, 2 * pass.length);
    stage.remove();
  });

  it('have the character of the one that was left in the frame in which the next one opens, its numbers behind it', async () => {
    const session = lab('lstm');
    const { network } = session.current;
    network.seek(network.total);
    const { pass, units, next } = new Sights().at(session.current, look);
    for (const [way, size] of (['un-forward-rows', 'un-backward-rows'] as const).flatMap((way) =>
      [16, 24, 32].map((size) => [way, size] as const),
    )) {
      document.documentElement.style.fontSize = `${size}px`;
      const rows = document.createElement(way);
      rows.style.inlineSize = '328px';
      Object.assign(rows, { pass, units, next, open: 2 });
      document.body.append(rows);
      await rows.updateComplete;
      const height = rows.offsetHeight;
      for (const [open, left] of [
        [3, 2],
        [0, 3],
      ]) {
        const row = () => rows.renderRoot.querySelectorAll('.row')[left];
        const shown = () => [row().localName, row().querySelector('.token b')?.textContent];
        const numbers = () => row().querySelectorAll('.stripes').length;
        rows.open = open;
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        expect([...shown(), numbers()], `${way}, text of ${size} px`).to.deep.equal(['button', pass.inputs[left], 0]);
        expect(rows.offsetHeight, `${way}, text of ${size} px`).to.be.closeTo(height, 2);
        await rows.updateComplete;
        expect([...shown(), numbers() > 0], `${way}, text of ${size} px`).to.deep.equal([
          'button',
          pass.inputs[left],
          true,
        ]);
        expect(rows.offsetHeight, `${way}, text of ${size} px`).to.be.closeTo(height, 2);
      }
      rows.remove();
    }
  });
});
