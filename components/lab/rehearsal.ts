import { html, nothing, render } from 'lit';
import { explainGradient } from '../../src/formula/explain-gradient.ts';
import { explainValue } from '../../src/formula/explain.ts';
import type { Reference } from '../../src/formula/reference.ts';
import type { Term } from '../../src/formula/term.ts';
import { gradientTex, valueTex } from '../../src/formula/tex.ts';
import '../formula/un-arithmetic.ts';
import { prepareFormulas } from '../formula/un-formula.ts';
import type { LabState } from './contract.ts';
import { LabPass } from './lab-pass.ts';
import { upcoming } from './stepping.ts';
import './un-stage.ts';
import { windowAt } from './unit-window.ts';

export interface Rehearsed {
  /** A lab of its own at the beginning of a short pass: nobody sees it, and it is the rehearsal's to step through. */
  readonly state: LabState;
  /** What it is played beside, in the same styles; when that leaves the page, the rehearsal ends. */
  readonly beside: HTMLElement;
  /** Resolves when nobody taps and the page has time for a piece of it. */
  readonly moment: () => Promise<void>;
}

/**
 * Plays a short pass out of sight, piece by piece: code that runs for the first time takes three times as long, on a
 * phone longer than a tap may take. Resolves when it is over, with nothing left of it in the page: true when it was played
 * to its end.
 */
export async function rehearse({ state, beside, moment }: Rehearsed): Promise<boolean> {
  const box = hiddenBox();
  beside.shadowRoot?.append(box);
  // closed: neither a reader of the page nor a query of it meets what is only played
  const stage = box.attachShadow({ mode: 'closed' });
  try {
    for (const piece of pieces(state, stage)) {
      await moment();
      if (!beside.isConnected) return false;
      piece();
    }
    return true;
  } finally {
    box.remove();
  }
}

/** Each time step of each phase: computed, drawn, laid out. At the end a number opens, forward and backward. */
function* pieces(state: LabState, stage: ShadowRoot): Generator<() => void> {
  const { network } = state;
  const layOut = () => void (stage.host as HTMLElement).offsetHeight;
  const scene = function* (draw: () => unknown) {
    yield () => void render(draw(), stage);
    yield layOut;
  };
  // fetched before the first number opens; each formula tries again, and tells of it
  yield () => void prepareFormulas().catch(() => {});
  yield* scene(() => drawn(state));
  while (network.next !== undefined) {
    yield () => network.step('time-step');
    yield* scene(() => drawn(state));
  }
  yield () => render(nothing, stage);
  for (const part of opened(new LabPass(state))) yield* scene(part);
}

function drawn(state: LabState) {
  const pass = new LabPass(state);
  const { columns, present } = pass;
  const units = windowAt(0, columns.units);
  const next = upcoming(state.network, { columns, units });
  return html`<un-stage .pass=${pass} .units=${units} .open=${present.t} .next=${next}></un-stage>`;
}

/** What a number's sheet shows of it, forward and backward. */
function* opened(pass: LabPass): Generator<() => unknown> {
  const { trace } = pass;
  const { equation } = pass.columns.columns[0];
  const value: Reference = { kind: 'value', equation, unit: 0, t: 0 };
  const gradient: Reference = { ...value, kind: 'gradient' };
  const arithmetic = (term: Term | undefined) =>
    html`<un-arithmetic .pass=${pass} .of=${value} .term=${term}></un-arithmetic>`;
  yield () => html`<un-formula .tex=${valueTex(trace, equation, 1)}></un-formula>`;
  yield () => html`<un-formula .tex=${gradientTex(trace, equation, { step: 1, isLast: false })}></un-formula>`;
  yield () => arithmetic(explainValue(trace, value, pass));
  for (const { term } of explainGradient(trace, gradient, pass)) yield () => arithmetic(term);
}

/** As wide as the page, and nothing of it is to be seen, heard or touched. */
function hiddenBox(): HTMLElement {
  const box = document.createElement('div');
  box.inert = true;
  box.style.cssText = 'position: fixed; inset: 0; visibility: hidden; contain: strict; pointer-events: none;';
  return box;
}
