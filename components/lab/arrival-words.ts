import { msg, str } from '@lit/localize';
import type { EquationId } from '../../src/nn/equation.ts';
import type { Arrival } from '../../src/formula/explain-gradient.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { numbersIn } from '../../src/formula/term.ts';
import { valueName } from '../../src/formula/names.ts';
import { nameInSentence, stepOf } from '../formula/label.ts';
import { wayNow } from './arrivals.ts';
import type { LabPass } from './lab-pass.ts';

/**
 * What heads each part of a gradient, in letters as `nameInSentence` writes them: of a state's, from its own step or from
 * the next one; where several come from one step, and within a step, whose gradient each is, and through which value where
 * even that is the same.
 */
export function arrivalHeadings(pass: LabPass, equation: EquationId, all: readonly Arrival[]): string[] {
  return all.map((arrival) => {
    const from = source(arrival);
    const alike = all.filter(({ when, t }) => when === arrival.when && t === arrival.t);
    if (alike.length < 2 && from !== '') return from;
    const own = gradients(arrival);
    const isShared = alike.some((each) => each !== arrival && gradients(each) === own);
    const through = isShared ? values(arrival) : '';
    const way =
      through === ''
        ? msg(str`by way of ${own}`, { id: 'sheet.by-gradient' })
        : msg(str`by way of ${own} and ${through}`, { id: 'sheet.by-both' });
    return from === '' ? way : msg(str`${from}: ${way}`, { id: 'sheet.from-by' });
  });

  /** Nothing of what comes within a step: all that comes back to it comes along, be it from this step or from later. */
  function source({ when, t }: Arrival): string {
    if (when !== 'this-step') return msg(str`from step ${t + 1}`, { id: 'sheet.from-step' });
    return pass.isState(equation) ? ownPart(pass, equation) : '';
  }

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

/** Where a state's part of its own step comes from. */
export function ownPart(pass: LabPass, equation: EquationId): string {
  const way = wayNow(pass, equation);
  switch (way) {
    case 'loss':
      return msg('from this step’s loss', { id: 'lab.from-loss' });
    case 'layer-above':
      return msg('from the layer above', { id: 'lab.from-above' });
    case 'handed-on':
      return msg('from h of this step', { id: 'lab.from-h' });
    default:
      return way satisfies never;
  }
}
