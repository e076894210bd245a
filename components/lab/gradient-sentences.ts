import { msg, str } from '@lit/localize';
import { styleOf } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { formatFactor } from '../controls/number-format.ts';
import { equalsSign, saidNumber } from '../formula/short-number.ts';
import { arrivalsOf, wayNow, type WayNow } from './arrivals.ts';
import type { LabPass } from './lab-pass.ts';
import { roleName } from './role-names.ts';
import { visible } from './token.ts';

/** How much the student is told to imagine a number raised. */
const NUDGE = 0.01;

/** What a gradient means, with this moment's numbers. */
export function gradientSentence(pass: LabPass, reference: Extract<Reference, { kind: 'gradient' }>): string {
  const { equation: id, unit, t } = reference;
  const gradient = pass.number(reference) ?? NaN;
  if (id === pass.trace.loss) {
    return msg(str`The loss of this step counts ${formatFactor(gradient)} times in the total.`, {
      id: 'say.loss-weight',
    });
  }
  if (id === pass.columns.output) return logitGradient(pass, { unit, t });
  const parts = partsOf(pass, reference);
  const role = styleOf(pass.trace, id)?.role ?? 'preactivation';
  return parts ?? nudged(roleName(role), gradient);
}

/** A state's gradient as the sum of what came at this step and what came back from the next one. */
function partsOf(pass: LabPass, { equation, unit, t }: Extract<Reference, { kind: 'gradient' }>): string | undefined {
  const arrivals = pass.isState(equation) ? arrivalsOf(pass, equation, t, [unit]) : undefined;
  if (arrivals === undefined) return undefined;
  const way = wayNow(pass, equation);
  const now = saidNumber(arrivals.now[0]);
  if (arrivals.later === undefined) return lastStep(way, now);
  const later = saidNumber(arrivals.later[0]);
  const exact = saidNumber(arrivals.now[0] + arrivals.later[0]);
  const sum = equalsSign([now, later], exact) === '=' ? exact : `≈ ${exact}`;
  switch (way) {
    case 'loss':
      return msg(str`From this step’s loss comes ${now}, from the steps after it ${later}: together ${sum}.`, {
        id: 'say.state-gradient',
      });
    case 'layer-above':
      return msg(str`From the layer above comes ${now}, from the steps after this one ${later}: together ${sum}.`, {
        id: 'say.lower-state-gradient',
      });
    case 'handed-on':
      return msg(str`By way of h of this step comes ${now}, straight from c of the next ${later}: together ${sum}.`, {
        id: 'say.cell-state-gradient',
      });
    default:
      return way satisfies never;
  }
}

function lastStep(way: WayNow, now: string): string {
  switch (way) {
    case 'loss':
      return msg(str`The last step: only its own loss speaks, with ${now}. Nothing comes from later.`, {
        id: 'say.last-gradient',
      });
    case 'layer-above':
      return msg(str`The last step: only the layer above speaks, with ${now}. Nothing comes from later.`, {
        id: 'say.lower-last-gradient',
      });
    case 'handed-on':
      return msg(str`The last step: ${now} comes by way of h, and nothing from later.`, {
        id: 'say.cell-last-gradient',
      });
    default:
      return way satisfies never;
  }
}

function logitGradient(pass: LabPass, { unit, t }: { unit: number; t: number }): string {
  const character = visible(pass.document.vocabulary[unit]);
  const share = pass.shares(t)?.find(({ id }) => id === unit)?.probability ?? NaN;
  const given = saidNumber(share);
  return pass.document.vocabulary[unit] === pass.targets[t]
    ? msg(
        str`“${character}” is the target: it was given ${given} and should have had 1. The gradient is the difference.`,
        {
          id: 'say.target-gradient',
        },
      )
    : msg(
        str`“${character}” is not the target: it was given ${given} and should have had 0. The gradient is the difference.`,
        {
          id: 'say.other-gradient',
        },
      );
}

/** What a small change would do: the meaning of a derivative. */
export function nudged(what: string, gradient: number): string {
  const change = formatFactor(Number((Math.abs(gradient) * NUDGE).toPrecision(2)));
  const by = formatFactor(NUDGE);
  if (gradient === 0)
    return msg(str`Raise the ${what} a little, and the loss stays as it is.`, { id: 'say.nudge-none' });
  return gradient > 0
    ? msg(str`Raise the ${what} by ${by}, and the loss rises by about ${change}.`, { id: 'say.nudge-up' })
    : msg(str`Raise the ${what} by ${by}, and the loss falls by about ${change}.`, { id: 'say.nudge-down' });
}

/** A weight or bias: what it joins, and, once gathered, what the loss thinks of it. */
export function parameterSentence(
  pass: LabPass,
  reference: Extract<Reference, { kind: 'parameter' | 'total' }>,
): string {
  const value = saidNumber(pass.parameter(reference.parameter, reference.index));
  const total = pass.number({ ...reference, kind: 'total' });
  const gathered = pass.gathered(reference.parameter);
  if (total !== undefined && gathered < pass.length) {
    return msg(str`${gathered} of ${pass.length} steps have added their share so far: together ${saidNumber(total)}.`, {
      id: 'say.total-so-far',
    });
  }
  if (reference.kind === 'total' && total !== undefined) return nudged(msg('weight', { id: 'say.weight' }), total);
  const after = pass.updated(reference.parameter, reference.index);
  if (after !== undefined) {
    return msg(str`This pass ran with ${value}; the update made it ${saidNumber(after)}.`, {
      id: 'say.updated-parameter',
    });
  }
  return msg(str`This number was learned, or set by hand: ${value}. It is the same at every step.`, {
    id: 'say.parameter',
  });
}

export function shareSentence(pass: LabPass, reference: Extract<Reference, { kind: 'share' }>): string {
  const share = saidNumber(pass.number(reference) ?? NaN);
  return msg(str`Step ${reference.t + 1} adds ${share}: the error at its unit times what came in through the weight.`, {
    id: 'say.share',
  });
}
