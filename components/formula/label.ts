import { html, nothing, type TemplateResult } from 'lit';
import {
  parameterName,
  parameterOf,
  placeOf,
  stateOf,
  valueName,
  type Name,
  type WrittenTrace,
} from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { visible } from '../lab/token.ts';

/** A letter with its marks, set as in a formula: *W*ₓᵢ. */
export function nameTemplate({ base, sub, super: above, accent }: Name): TemplateResult {
  // in brackets, so that a layer's number is no power
  const mark = above === undefined ? nothing : html`<sup>${above === '∗' ? above : `(${above})`}</sup>`;
  return html`<i>${accent === 'tilde' ? `${base}\u0303` : base}</i
    >${sub === undefined ? nothing : html`<sub>${sub}</sub>`}${mark}`;
}

/** The same in plain text, for a spoken label. */
export function nameText({ base, sub, super: above, accent }: Name): string {
  return `${base}${accent === undefined ? '' : ` ${accent}`}${sub === undefined ? '' : ` ${sub}`}${above === undefined || above === '∗' ? '' : ` ${above}`}`;
}

/** The letter and its marks as plain signs, for use inside a sentence that is read: `W_xi`, `h̃`, `h⁽²⁾_{t−1}`. */
export function nameSymbol({ base, sub, super: above, accent }: Name): string {
  const mark = above === undefined ? '' : above === '∗' ? above : `⁽${raised(above)}⁾`;
  const below = sub === undefined ? '' : /^[a-z\d]+$/i.test(sub) ? `_${sub}` : `_{${sub}}`;
  return `${base}${accent === undefined ? '' : '\u0303'}${mark}${below}`;
}

/** The same for `letters` (letters.ts), which sets it as in a formula: a letter without a lower mark has an empty one. */
export function nameInSentence(name: Name): string {
  return `${nameSymbol(name)}${name.sub === undefined ? '_{}' : ''}`;
}

const raised = (digits: string): string => digits.replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);

/** The letter of what a reference names: of the value, of the parameter. */
export function nameOf(reference: Reference, trace: WrittenTrace): Name {
  if (reference.kind === 'value' || reference.kind === 'gradient') return valueName(trace, reference.equation);
  const { block } = placeOf(parameterOf(trace, reference.parameter), reference.index);
  return parameterName(trace, reference.parameter, block);
}

/** A reference in short: `c`, `∂L/∂c`, *W*ₓᵢ; at a step, *c*₃. Where else it stands (unit, row) is said beside it. */
export function referenceTemplate(reference: Reference, trace: WrittenTrace, step?: string): TemplateResult {
  const own = nameOf(reference, trace);
  const sub = [own.sub, step].filter((each) => each !== undefined && each !== '').join(', ');
  const name = nameTemplate({ ...own, sub: sub === '' ? undefined : sub });
  const isGradient = reference.kind === 'gradient' || reference.kind === 'total' || reference.kind === 'share';
  return isGradient ? html`∂<i>L</i>/∂${name}` : name;
}

/** The same in plain text. */
export function referenceText(reference: Reference, trace: WrittenTrace): string {
  const name = nameText(nameOf(reference, trace));
  const isGradient = reference.kind === 'gradient' || reference.kind === 'total' || reference.kind === 'share';
  return isGradient ? `∂L/∂ ${name}` : name;
}

/**
 * Where a number stands, counted from 1: `3` of a unit, `3,2` of a weight; a place that counts characters says which.
 * Empty where the value has but one.
 */
export function placeText(reference: Reference, trace: WrittenTrace, vocabulary: readonly string[]): string {
  const axes = characterAxes(reference, trace);
  const name = (n: number, isCharacter: boolean) => (isCharacter ? `“${visible(vocabulary[n])}”` : String(n + 1));
  if (reference.kind === 'value' || reference.kind === 'gradient') {
    return sizeOf(trace.equations[reference.equation].shape) === 1 ? '' : name(reference.unit, axes.rows);
  }
  const { row, column } = placeOf(parameterOf(trace, reference.parameter), reference.index);
  return column === undefined ? name(row, axes.rows) : `${name(row, axes.rows)}, ${name(column, axes.columns)}`;
}

/** Which axes count characters: the rows of what makes the logits, the columns that a one-hot input picks from. */
function characterAxes(reference: Reference, trace: WrittenTrace): { rows: boolean; columns: boolean } {
  const output = trace.equations[trace.output].layer;
  if (reference.kind === 'value' || reference.kind === 'gradient') {
    const { layer, op } = trace.equations[reference.equation];
    return { rows: layer === output || op === 'one-hot', columns: false };
  }
  const columns = trace.equations.some(({ op, inputs: [x, w] }) => {
    if (op !== 'linear' || trace.equations[x].op !== 'one-hot') return false;
    const weight = trace.equations[w];
    return weight.op === 'parameter' && weight.attributes.parameter === reference.parameter;
  });
  return { rows: parameterOf(trace, reference.parameter).layer === output, columns };
}

/** The step a reference is about, from 0; the state before the first step is step −1; none for a parameter. */
export function stepOf(reference: Reference, trace: WrittenTrace): number | undefined {
  switch (reference.kind) {
    case 'parameter':
    case 'total':
      return undefined;
    case 'value':
      return stateOf(trace, reference.equation) === undefined ? reference.t : reference.t - 1;
    default:
      return reference.t;
  }
}
