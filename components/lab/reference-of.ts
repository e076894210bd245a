import { explainGradient, explainShare } from '../../src/formula/explain-gradient.ts';
import { explainValue } from '../../src/formula/explain.ts';
import { isShown, stateOf } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { numbersIn } from '../../src/formula/term.ts';
import type { Tag } from '../../src/streams/events.ts';
import type { LabPass } from './lab-pass.ts';

/** The number that a piece of work made; undefined where it made many at once, or none that is shown. */
export function referenceOf(pass: LabPass, { phase, equation, unit, t }: Tag): Reference | undefined {
  const { trace } = pass;
  if (phase === 'update' || trace.equations[equation].op === 'parameter') return undefined;
  if (equation === pass.columns.output && phase === 'forward') {
    return { kind: 'value', equation, unit: pass.targetShare(t)?.id ?? unit ?? 0, t };
  }
  const isNamed = isShown(trace, equation) || equation === trace.loss;
  if (!isNamed || stateOf(trace, equation) !== undefined) return undefined;
  const made = unit ?? hotUnit(pass, { equation, t }) ?? 0;
  return { kind: phase === 'backward' ? 'gradient' : 'value', equation, unit: made, t };
}

/** Of a one-hot vector, which is made at once, the place that is 1: what the step reads. */
function hotUnit(pass: LabPass, { equation, t }: Pick<Tag, 'equation' | 't'>): number | undefined {
  if (pass.trace.equations[equation].op !== 'one-hot') return undefined;
  const place = pass.frame(equation, t)?.indexOf(1) ?? -1;
  return place < 0 ? undefined : place;
}

/** The numbers that a number was computed from: they are marked in place. */
export function parentsOf(pass: LabPass, reference: Reference): readonly Reference[] {
  switch (reference.kind) {
    case 'value': {
      const term = explainValue(pass.trace, reference, pass);
      return term === undefined ? [] : numbersIn(term);
    }
    case 'gradient':
      return explainGradient(pass.trace, reference, pass).flatMap(({ term }) => numbersIn(term));
    case 'share':
      return numbersIn(explainShare(pass.trace, reference, pass));
    case 'parameter':
    case 'total':
      return [];
    default:
      return reference satisfies never;
  }
}
