import { msg, str } from '@lit/localize';
import type { Arrival } from '../../src/formula/explain-gradient.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { numbersIn } from '../../src/formula/term.ts';
import { valueName } from '../../src/formula/names.ts';
import { nameInSentence, stepOf } from '../formula/label.ts';
import type { LabPass } from './lab-pass.ts';

/**
 * What heads each part of a gradient, in letters as `nameInSentence` writes them: the step it comes from; where several
 * come from one step, also whose gradient each is, and through which value where even that is the same.
 */
export function arrivalHeadings(pass: LabPass, all: readonly Arrival[]): string[] {
  return all.map((arrival) => {
    const step =
      arrival.when === 'this-step'
        ? msg('from this step', { id: 'sheet.from-this' })
        : msg(str`from step ${arrival.t + 1}`, { id: 'sheet.from-step' });
    const alike = all.filter(({ when, t }) => when === arrival.when && t === arrival.t);
    if (alike.length < 2) return step;
    const own = gradients(arrival);
    const isShared = alike.some((each) => each !== arrival && gradients(each) === own);
    const through = isShared ? values(arrival) : '';
    return through === ''
      ? msg(str`${step}: by way of ${own}`, { id: 'sheet.from-gradient' })
      : msg(str`${step}: by way of ${own} and ${through}`, { id: 'sheet.from-through' });
  });

  function gradients({ term }: Arrival): string {
    return letters(term, 'gradient', (name) => `∂L/∂${name}`);
  }

  function values({ term }: Arrival): string {
    return letters(term, 'value', (name) => name);
  }

  function letters(term: Arrival['term'], kind: 'value' | 'gradient', write: (name: string) => string): string {
    const found = numbersIn(term).flatMap((each) => (each.kind === kind ? [write(timed(each))] : []));
    return [...new Set(found)].join(', ');
  }

  /** With its step below, as in the formula and at the factors. */
  function timed(each: Extract<Reference, { kind: 'value' | 'gradient' }>): string {
    const name = valueName(pass.trace, each.equation);
    const step = String((stepOf(each, pass.trace) ?? 0) + 1);
    return nameInSentence({ ...name, sub: name.sub === undefined ? step : `${name.sub}, ${step}` });
  }
}
