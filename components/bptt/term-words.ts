/** What the open term says. */
import { msg, str } from '@lit/localize';
import type { JacobianPath } from '../../src/nn/jacobian-path.ts';
import { arrivingNorm, termKind, type TermsState, type TermPlace } from './contract.ts';
import { termNumber } from './log-scale.ts';
import { weightWord } from './weight-names.ts';

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
    const output = weightWord(state.written, 'o');
    return msg(str`${output} acts behind the state: its loss has this one term, and no Jacobian in it.`, {
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

function zeroSentence({ document, written }: TermsState, { i }: TermPlace): string {
  const weight = weightWord(written, 'h');
  return document.weight === 'h' && i === 0
    ? msg(str`Exactly 0: before the first step the state is 0, and ${weight} has nothing to multiply there.`, {
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
