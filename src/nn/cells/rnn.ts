import { activations, type ActivationName } from '../ops/activations.ts';
import type { Cell } from './cell.ts';
import { choice } from './fields.ts';
import { inputShare, recurrentFields, stackedParameters, type RecurrentSpec } from './recurrent.ts';

export interface RnnSpec extends RecurrentSpec {
  readonly type: 'rnn';
  readonly activation: ActivationName | 'linear';
}

const names = ['linear', ...(Object.keys(activations) as ActivationName[])] as const;

/** h = φ(W_x x + W_h h' + b) (Elman 1990); φ is any activation of a single number, `linear` is none. */
export const rnn: Cell<RnnSpec> = {
  type: 'rnn',
  fields: { ...recurrentFields, activation: choice(names, 'tanh') },
  parameters: ({ units, weights }, input, place) => stackedParameters({ units, input, place, gates: ['h'], weights }),
  equations({ units, activation }, build) {
    const h = build.previous('h', units);
    const a = build.add(inputShare(build), build.linear(build.parameter('weight_h'), h));
    // without φ the sum is h itself, and goes by that name
    return build.next('h', activation === 'linear' ? a : build.activation(activation, build.name('a', a)));
  },
  states: ['h'],
  values: {
    a: { symbol: 'a', role: 'preactivation', hue: 'var(--hue-candidate)' },
    h: { symbol: 'h', role: 'hidden-state', hue: 'var(--hue-hidden)' },
  },
  export: { onnx: 'RNN', pytorch: 'RNN' },
};
