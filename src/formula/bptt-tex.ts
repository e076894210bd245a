/** The sum that is BPTT, and one term of it, in the letters that a trace is written in. */
import { bpttParameters } from './bptt-letters.ts';
import { parameterName, valueName, type Name, type WrittenTrace } from './names.ts';
import { nameTex } from './tex.ts';

type Weight = keyof ReturnType<typeof bpttParameters>;

/** `s` where several states are carried, s = (h, c); else that of the one. */
export function stateName(trace: WrittenTrace): Name {
  return trace.states.length > 1 ? { base: 's' } : valueName(trace, trace.states[0].next);
}

/** W_x, W_h, W_o or b. */
export function weightName(trace: WrittenTrace, weight: Weight): Name {
  return parameterName(trace, bpttParameters(trace)[weight]);
}

/** ∂E/∂W = Σ_t Σ_{i≤t} …; ∂⁺: the old state held. */
export function sumTex(trace: WrittenTrace, weight: Exclude<Weight, 'o'>): string {
  const loss = nameTex(valueName(trace, trace.loss));
  const whole = fraction(loss, nameTex(weightName(trace, weight)));
  const path = pathTex(trace, { weight, last: 't', first: 'i', after: 'i+1', isOwn: false });
  return `${whole} = \\sum_{t} \\sum_{i=1}^{t} ${path}`;
}

/** The sum's summand with this term's steps put in, which count from 0. */
export function termTex(trace: WrittenTrace, { weight, t, i }: { weight: Weight; t: number; i: number }): string {
  const last = String(t + 1);
  if (weight !== 'o') {
    return pathTex(trace, { weight, last, first: String(i + 1), after: String(i + 2), isOwn: t === i });
  }
  const loss = nameTex(valueName(trace, trace.loss), last);
  const whole = fraction(loss, nameTex(weightName(trace, 'o')));
  return `${whole} = ${atOutput(trace, last)}\\, ${nameTex(readName(trace), last)}^{\\top}`;
}

interface Path {
  readonly weight: Weight;
  /** The loss's step, the weight's, and the one behind that. */
  readonly last: string;
  readonly first: string;
  readonly after: string;
  /** No Jacobian stands between. */
  readonly isOwn: boolean;
}

function pathTex(trace: WrittenTrace, { weight, last, first, after, isOwn }: Path): string {
  const state = (step: string): string => nameTex(stateName(trace), step);
  const output = nameTex(valueName(trace, trace.output), last);
  const product = `\\left(\\prod_{j=${after}}^{${last}} ${fraction(state('j'), state('j-1'))}\\right)`;
  const immediate = `\\frac{\\partial^{+} ${state(first)}}{\\partial ${nameTex(weightName(trace, weight))}}`;
  return [atOutput(trace, last), fraction(output, state(last)), ...(isOwn ? [] : [product]), immediate].join('\\, ');
}

/** ∂E_t/∂O_t */
function atOutput(trace: WrittenTrace, step: string): string {
  return fraction(nameTex(valueName(trace, trace.loss), step), nameTex(valueName(trace, trace.output), step));
}

/** What the output reads: h of the layer with memory. */
function readName(trace: WrittenTrace): Name {
  const cell = trace.layers.findLast(({ name }) => trace.states.some(({ layer }) => layer === name));
  return cell === undefined ? { base: 'h' } : valueName(trace, cell.output);
}

const fraction = (above: string, below: string): string => `\\frac{\\partial ${above}}{\\partial ${below}}`;
