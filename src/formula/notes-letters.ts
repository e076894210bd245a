import type { Letters } from './names.ts';

/**
 * The letters of the lecture's section on recurrence: h = Φ(Ux + Wh'), an LSTM with W_xi and W_hi, a GRU with W_z and
 * U_z. The notes give the candidates no letter of their own; they get that of what they are a candidate for, with a tilde.
 */
export const notesLetters: Letters = {
  rnn: { parameters: { weight_x: 'U', weight_h: 'W', bias: 'b' } },
  lstm: {
    parameters: { weight_x: 'W_x*', weight_h: 'W_h*', bias: 'b_*' },
    gates: { g: 'c' },
    values: { g: { base: 'c', accent: 'tilde' } },
  },
  gru: {
    parameters: { weight_x: 'W_*', weight_h: 'U_*', bias: 'b_*', bias_h: 'b_U*' },
    gates: { n: 'h' },
    values: { n: { base: 'h', accent: 'tilde' } },
  },
};
