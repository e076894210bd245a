import { msg, str } from '@lit/localize';
import type { EquationId } from '../../src/nn/equation.ts';
import { parameterName, parameterOf, placeOf, styleOf, valueName } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { formatNumber } from '../controls/number-format.ts';
import { nameSymbol } from '../formula/label.ts';
import { saidNumber } from '../formula/short-number.ts';
import { norm } from './arrivals.ts';
import { gradientSentence } from './gradient-sentences.ts';
import type { LabPass } from './lab-pass.ts';
import { referenceOf } from './reference-of.ts';
import { valueSentence } from './value-sentences.ts';

/** What the last piece of work has made, in one sentence with its number; empty before the first. */
export function madeSentence(pass: LabPass, last: Tag | undefined): string {
  if (last === undefined) return '';
  if (last.phase === 'update') return updateSentence(pass, last);
  if (pass.columns.parameters.has(last.equation)) return shareSentence(pass, last);
  const made = referenceOf(pass, last);
  const isThere = made !== undefined && pass.number(made) !== undefined;
  const said = !isThere ? '' : made.kind === 'value' ? valueSentence(pass, made) : '';
  if (said !== '') return said;
  return isThere && made.kind === 'gradient' ? gradientSentence(pass, made) : operationSentence(pass, last);
}

function shareSentence(pass: LabPass, { name = '', t }: Tag): string {
  const share = pass.network.recorder.share(name, t);
  if (share === undefined) return '';
  const parameter = nameSymbol(parameterName(pass.trace, name));
  return msg(str`Step ${t + 1} has added its share to ∂L/∂${parameter}, of norm ${saidNumber(norm(share.values))}.`, {
    id: 'made.share',
  });
}

function updateSentence(pass: LabPass, { name = '' }: Tag): string {
  const update = pass.network.recorder.update(name);
  if (update === undefined) return '';
  // in the digits of its row
  const moved = formatNumber(norm(update.after.map((after, n) => after - update.before[n])), 3);
  return msg(str`${nameSymbol(parameterName(pass.trace, name))} has been updated: it moved by ${moved} in norm.`, {
    id: 'made.update',
  });
}

/** A step inside a longer formula: what is written so far, and its number. */
function operationSentence(pass: LabPass, { phase, equation, unit = 0, t }: Tag): string {
  const isBackward = phase === 'backward';
  const value = isBackward ? pass.gradient(equation, unit, t) : pass.value(equation, unit, t);
  if (value === undefined) return '';
  const written = new Writing(pass, unit).of(equation);
  const place = unitWithin(pass, equation, unit) + 1;
  const number = saidNumber(value);
  return isBackward
    ? msg(str`On the way, unit ${place}: the gradient of ${written} is ${number}.`, { id: 'made.operation-gradient' })
    : msg(str`On the way, unit ${place}: ${written} = ${number}.`, { id: 'made.operation' });
}

/** Gates are stacked: their units are counted anew in each. */
function unitWithin({ trace, columns }: LabPass, equation: EquationId, unit: number): number {
  const { layer } = trace.equations[equation];
  return trace.states.some((state) => state.layer === layer) ? unit % columns.units : unit;
}

/** An equation in the letters of its values, down to those that have one. */
class Writing {
  constructor(
    private readonly pass: LabPass,
    private readonly unit: number,
  ) {}

  of(id: EquationId): string {
    const { op, inputs } = this.pass.trace.equations[id];
    const [first = '', second = ''] = inputs.map((input) => this.input(input));
    switch (op) {
      case 'linear':
        return `${second} ${first}`;
      case 'lookup':
        return `${second} x`;
      case 'add':
      case 'add-bias':
        return `${first} + ${second}`;
      case 'multiply':
        return `${bracketed(first)} × ${bracketed(second)}`;
      case 'slice':
      case 'previous':
        return nameSymbol(valueName(this.pass.trace, id));
      default:
        return inputs.length === 0 ? this.input(id) : `${op}(${inputs.map((input) => this.input(input)).join(', ')})`;
    }
  }

  private input(id: EquationId): string {
    const { trace } = this.pass;
    const equation = trace.equations[id];
    if (equation.op === 'parameter') return this.parameter(equation.attributes.parameter);
    if (equation.op === 'one-hot') return 'x';
    const isNamed = styleOf(trace, id) !== undefined || equation.name !== undefined || equation.inputs.length === 0;
    return isNamed ? nameSymbol(valueName(trace, id)) : this.of(id);
  }

  /** The rows of a stacked parameter belong to gates, each with a letter of its own. */
  private parameter(name: string): string {
    const parameter = parameterOf(this.pass.trace, name);
    const { block } = placeOf(parameter, this.unit * (parameter.shape[1] ?? 1));
    return nameSymbol(parameterName(this.pass.trace, name, block));
  }
}

const bracketed = (written: string): string => (written.includes(' + ') ? `(${written})` : written);
