import { msg } from '@lit/localize';
import { stateOf, styleOf } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { parameterOf } from '../../src/formula/names.ts';
import type { LabPass } from './lab-pass.ts';
import { roleName } from './role-names.ts';

/** What a number is called: `cell state`, `weight`, `loss`; empty where the field has no word for it. */
export function whatName(pass: LabPass, reference: Reference): string {
  const { trace, columns } = pass;
  if (reference.kind !== 'value' && reference.kind !== 'gradient') {
    return parameterOf(trace, reference.parameter).kind === 'weight'
      ? msg('weight', { id: 'say.weight' })
      : msg('bias', { id: 'what.bias' });
  }
  const { equation } = reference;
  if (equation === trace.loss) return msg('loss', { id: 'what.loss' });
  if (equation === columns.output) return msg('score of the output', { id: 'what.logit' });
  const role = styleOf(trace, stateOf(trace, equation)?.next ?? equation)?.role;
  if (role !== undefined) return roleName(role);
  return trace.equations[equation].op === 'id' ? msg('character', { id: 'what.character' }) : '';
}
