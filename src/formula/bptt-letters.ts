import type { Trace } from '../nn/equation.ts';
import { notesLetters } from './notes-letters.ts';
import type { Letters } from './names.ts';

/**
 * The letters of the lecture's section on BPTT, which are not those of its section on the RNN: W_x and W_h for U and W,
 * and for the output O, made by W_o.
 */
export const bpttNotesLetters: Letters = {
  ...notesLetters,
  rnn: { parameters: { weight_x: 'W_x', weight_h: 'W_h', bias: 'b' } },
  dense: { parameters: { weight: 'W_o', bias: 'b_o' }, values: { preactivation: { base: 'O' }, y: { base: 'O' } } },
};

/** The parameters that the section calls W_x, W_h and b, of the layer with memory, and W_o, of the output. */
export function bpttParameters(trace: Trace): Readonly<Record<'x' | 'h' | 'o' | 'b', string>> {
  const [{ layer }] = trace.states;
  return {
    x: `${layer}.weight_x`,
    h: `${layer}.weight_h`,
    o: `${trace.equations[trace.output].layer}.weight`,
    b: `${layer}.bias`,
  };
}
