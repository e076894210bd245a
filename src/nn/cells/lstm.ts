import type { Cell } from './cell.ts';
import { choice, number } from './fields.ts';
import { inputShare, recurrentFields, stackedParameters, type RecurrentSpec } from './recurrent.ts';

export interface LstmSpec extends RecurrentSpec {
  readonly type: 'lstm';
  /** What the forget gate's bias starts at: 1 keeps the memory open at first (Gers et al. 2000). */
  readonly forget_bias: number;
  /** With `sigmoid` the candidate is never negative: inputs can only add to the memory. For study; the field's is tanh. */
  readonly candidate: 'tanh' | 'sigmoid';
}

const gates = ['i', 'f', 'g', 'o'];

/**
 * i f o = σ(W_x x + W_h h' + b), g = tanh(…), c = f ⊙ c' + i ⊙ g, h = o ⊙ tanh c
 * (Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000). Rows are stacked i f g o.
 */
export const lstm: Cell<LstmSpec> = {
  type: 'lstm',
  fields: {
    ...recurrentFields,
    forget_bias: number(1),
    candidate: choice(['tanh', 'sigmoid'] as const, 'tanh'),
  },
  parameters: ({ units, weights, forget_bias }, input, place) =>
    stackedParameters({ units, input, place, gates, weights, biases: { f: forget_bias } }),
  equations({ units, candidate }, build) {
    const h = build.previous('h', units);
    const c = build.previous('c', units);
    const a = build.add(inputShare(build), build.linear(build.parameter('weight_h'), h));
    const gate = (name: string) => build.name(`a_${name}`, build.slice(a, gates.indexOf(name) * units, units));

    // in the order in which the screen shows them, so that stepping goes from left to right
    const f = build.name('f', build.sigmoid(gate('f')));
    const i = build.name('i', build.sigmoid(gate('i')));
    const g = build.name('g', build.activation(candidate, gate('g')));
    const o = build.name('o', build.sigmoid(gate('o')));
    const memory = build.next('c', build.add(build.multiply(f, c), build.multiply(i, g)));
    return build.next('h', build.multiply(o, build.tanh(memory)));
  },
  states: ['c', 'h'],
  values: {
    f: { symbol: 'f', role: 'forget-gate', hue: 'var(--hue-forget)' },
    i: { symbol: 'i', role: 'input-gate', hue: 'var(--hue-input)' },
    g: { symbol: 'g', role: 'candidate', hue: 'var(--hue-candidate)' },
    o: { symbol: 'o', role: 'output-gate', hue: 'var(--hue-output)' },
    c: { symbol: 'c', role: 'cell-state', hue: 'var(--hue-cell)' },
    h: { symbol: 'h', role: 'hidden-state', hue: 'var(--hue-hidden)' },
  },
  export: { onnx: 'LSTM', onnxGates: ['i', 'o', 'f', 'g'], pytorch: 'LSTM', pytorchGates: gates },
};
