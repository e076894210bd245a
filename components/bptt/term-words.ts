/** What the open term says: its sentence, its formula, its letters. */
import { msg, str } from '@lit/localize';
import type { JacobianPath } from '../../src/nn/jacobian-path.ts';
import { arrivingNorm, termKind, type TermsState, type BpttWeight, type TermPlace } from './contract.ts';
import { termNumber } from './log-scale.ts';

/** The letters of the notes. */
export const weightTex: Readonly<Record<BpttWeight, string>> = { x: 'W_x', h: 'W_h', o: 'W_o', b: 'b' };

/** Whether the state is more than h. */
export const isWholeState = ({ document }: Pick<TermsState, 'document'>): boolean => document.cell === 'lstm';

/** `s` where the state is (h, c), else `h`. */
export const stateLetter = (state: Pick<TermsState, 'document'>): 's' | 'h' => (isWholeState(state) ? 's' : 'h');

/** How many times the gradient got smaller on its way from s_t to s_i; below 1 where it grew. */
export function shrinkOf({ measures }: Pick<TermsState, 'measures'>, { t, i }: TermPlace): number {
  return arrivingNorm(measures, { t, i: t }) / arrivingNorm(measures, { t, i });
}

export function termSentence(state: TermsState, place: TermPlace): string {
  const { t, i } = place;
  const kind = termKind(state, place);
  const [loss, step] = [t + 1, i + 1];
  if (kind === 'cut') return cutSentence(state, place);
  if (state.document.weight === 'o') {
    return msg('W_o acts behind the state: its loss has this one term, and no Jacobian in it.', {
      id: 'bptt.say-output',
    });
  }
  if (kind === 'zero') return zeroSentence(state, place);
  if (t === i) {
    return msg(str`The loss at step ${loss} looks straight at its own step: no Jacobian stands between.`, {
      id: 'bptt.say-own',
    });
  }
  return countedSentence({ count: t - i, times: shrinkOf(state, place), loss, step });
}

interface Counted {
  readonly count: number;
  readonly times: number;
  readonly loss: number;
  readonly step: number;
}

function countedSentence({ count, times, loss, step }: Counted): string {
  const shrunk = factorText(times);
  const grown = factorText(1 / times);
  if (times === Infinity) {
    return msg(str`On the way from step ${loss} back to step ${step} the gradient becomes exactly 0.`, {
      id: 'bptt.say-lost',
    });
  }
  if (count === 1) {
    return times >= 1
      ? msg(str`One Jacobian shrinks the gradient ${shrunk} times.`, { id: 'bptt.say-one-shrinks' })
      : msg(str`One Jacobian makes the gradient ${grown} times larger.`, { id: 'bptt.say-one-grows' });
  }
  return times >= 1
    ? msg(str`${count} Jacobians in a row shrink the gradient ${shrunk} times.`, { id: 'bptt.say-shrink' })
    : msg(str`${count} Jacobians in a row make the gradient ${grown} times larger.`, { id: 'bptt.say-grow' });
}

function zeroSentence({ document }: TermsState, { i }: TermPlace): string {
  return document.weight === 'h' && i === 0
    ? msg('Exactly 0: before the first step the state is 0, and W_h has nothing to multiply there.', {
        id: 'bptt.say-zero-start',
      })
    : msg('Exactly 0: on this path a factor is 0.', { id: 'bptt.say-zero' });
}

function cutSentence({ document }: TermsState, { t, i }: TermPlace): string {
  const [distance, most] = [t - i, document.truncate ?? 0];
  return msg(str`Cut off: the step lies ${distance} back, and truncation keeps terms less than ${most} steps back.`, {
    id: 'bptt.say-cut',
  });
}

/** `24`, `1.3`, `5.2e4` */
export function factorText(times: number): string {
  if (times >= 9.95 && times < 1e4) return Math.round(times).toLocaleString('en');
  return times >= 1 && times < 9.95 ? times.toFixed(1) : termNumber(times);
}

/** The outline's formula with this term's steps put in; ∂⁺: the old state held. */
export function termTex(state: TermsState, { t, i }: TermPlace): string {
  const { weight } = state.document;
  const s = stateLetter(state);
  const [last, first] = [t + 1, i + 1];
  const loss = `\\frac{\\partial E_{${last}}}{\\partial O_{${last}}}`;
  if (weight === 'o') {
    return `\\frac{\\partial E_{${last}}}{\\partial W_o} = ${loss}\\, h_{${last}}^{\\top}`;
  }
  const output = `\\frac{\\partial O_{${last}}}{\\partial ${s}_{${last}}}`;
  const product =
    t === i ? '' : `\\left(\\prod_{j=${first + 1}}^{${last}} \\frac{\\partial ${s}_j}{\\partial ${s}_{j-1}}\\right)`;
  return `${loss}\\, ${output}\\, ${product}\\, \\frac{\\partial^{+} ${s}_{${first}}}{\\partial ${weightTex[weight]}}`;
}

/** The Jacobian of one step in the cell's own letters. */
export function jacobianTex({ document }: TermsState, step: number): string {
  const [now, before] = [step + 1, step];
  switch (document.cell) {
    case 'rnn':
      return `\\frac{\\partial h_{${now}}}{\\partial h_{${before}}} = \\operatorname{diag}\\left(1 - h_{${now}}^2\\right) W_h`;
    case 'lstm':
      return `\\frac{\\partial s_{${now}}}{\\partial s_{${before}}} = \\begin{pmatrix} \\frac{\\partial h_{${now}}}{\\partial h_{${before}}} & \\frac{\\partial h_{${now}}}{\\partial c_{${before}}} \\\\ \\frac{\\partial c_{${now}}}{\\partial h_{${before}}} & \\frac{\\partial c_{${now}}}{\\partial c_{${before}}} \\end{pmatrix}, \\quad \\frac{\\partial c_{${now}}}{\\partial c_{${before}}} = \\operatorname{diag}\\left(f_{${now}}\\right)`;
    case 'gru':
      return `\\frac{\\partial h_{${now}}}{\\partial h_{${before}}} = \\operatorname{diag}\\left(1 - z_{${now}}\\right) + \\operatorname{diag}\\left(z_{${now}}\\right) \\frac{\\partial \\hat{h}_{${now}}}{\\partial h_{${before}}} + \\operatorname{diag}\\left(\\hat{h}_{${now}} - h_{${before}}\\right) \\frac{\\partial z_{${now}}}{\\partial h_{${before}}}`;
    default:
      return document.cell satisfies never;
  }
}

/** Why the product's norm is smaller than the product of the norms. */
export function productSentence({ normOfProduct, productOfNorms }: JacobianPath): string {
  const [whole, product] = [termNumber(normOfProduct), termNumber(productOfNorms)];
  return msg(
    str`Together they stretch by at most ${whole}. The single norms multiply to ${product}: never less, because each Jacobian has another direction that it stretches most.`,
    { id: 'bptt.product' },
  );
}

/** What the screen's picture answers. */
export function questionOf(view: TermsState['document']['view']): string {
  return view === 'terms'
    ? msg('How much does the loss at step t still feel what happened at step i?', { id: 'bptt.question' })
    : msg('How far does a change of the state reach?', { id: 'bptt.question-norms' });
}
