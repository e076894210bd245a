import type { StepBuilder, Value } from '../builder.ts';
import type { Cell } from './cell.ts';
import { choice, number } from './fields.ts';
import { inputShare, recurrentFields, stackedParameters, type RecurrentSpec } from './recurrent.ts';

export interface GruSpec extends RecurrentSpec {
  readonly type: 'gru';
  /** Where the reset gate is applied: before the recurrent product (Cho et al. 2014) or after it (torch.nn.GRU). */
  readonly reset: 'before' | 'after';
  /** What the update gate's bias starts at: −1 keeps most of the old state at first. */
  readonly update_bias: number;
}

const gates = ['r', 'z', 'n'];

/**
 * r z = σ(W_x x + W_h h' + b), h = (1 − z) ⊙ h' + z ⊙ n: z is the share of the new candidate.
 * `before`: n = tanh(W_x x + b + W_h (r ⊙ h')); `after`: n = tanh(W_x x + b + r ⊙ (W_h h' + bias_h)).
 * Rows are stacked r z n.
 */
export const gru: Cell<GruSpec> = {
  type: 'gru',
  fields: { ...recurrentFields, reset: choice(['before', 'after'] as const, 'before'), update_bias: number(-1) },
  parameters: ({ units, weights, reset, update_bias }, input, place) => [
    ...stackedParameters({ units, input, place, gates, weights, biases: { z: update_bias } }),
    ...(reset === 'after'
      ? [
          {
            name: 'bias_h',
            shape: [units],
            kind: 'bias',
            blocks: ['n'],
            initializer: { type: 'constant', values: [0] },
          } as const,
        ]
      : []),
  ],
  equations(spec, build) {
    const { units } = spec;
    const h = build.previous('h', units);
    const { r, z, n } = spec.reset === 'after' ? resetAfter(build, { h, units }) : resetBefore(build, { h, units });
    build.name('n', n);
    build.name('r', r);
    return build.next('h', build.add(build.multiply(build.complement(build.name('z', z)), h), build.multiply(z, n)));
  },
  states: ['h'],
  values: {
    r: { symbol: 'r', role: 'reset-gate', hue: 'var(--hue-forget)' },
    z: { symbol: 'z', role: 'update-gate', hue: 'var(--hue-input)' },
    n: { symbol: 'n', role: 'candidate', hue: 'var(--hue-candidate)' },
    h: { symbol: 'h', role: 'hidden-state', hue: 'var(--hue-hidden)' },
  },
  export: {
    onnx: 'GRU',
    onnxGates: ['z', 'r', 'n'],
    pytorch: 'GRU',
    pytorchGates: gates,
    complemented: ['z'],
  },
};

interface Gates {
  readonly r: Value;
  readonly z: Value;
  readonly n: Value;
}

function resetBefore(build: StepBuilder, { h, units }: { h: Value; units: number }): Gates {
  const x = inputShare(build);
  const weight = build.parameter('weight_h');
  const a = build.add(build.slice(x, 0, 2 * units), build.linear(build.rows(weight, 0, 2 * units), h));
  const r = build.sigmoid(build.name('a_r', build.slice(a, 0, units)));
  const z = build.sigmoid(build.name('a_z', build.slice(a, units, units)));
  const past = build.linear(build.rows(weight, 2 * units, units), build.multiply(r, h));
  const n = build.tanh(build.name('a_n', build.add(build.slice(x, 2 * units, units), past)));
  return { r, z, n };
}

function resetAfter(build: StepBuilder, { h, units }: { h: Value; units: number }): Gates {
  const x = inputShare(build);
  const past = build.linear(build.parameter('weight_h'), h);
  const a = build.add(build.slice(x, 0, 2 * units), build.slice(past, 0, 2 * units));
  const r = build.sigmoid(build.name('a_r', build.slice(a, 0, units)));
  const z = build.sigmoid(build.name('a_z', build.slice(a, units, units)));
  const candidate = build.addBias(build.slice(past, 2 * units, units), build.parameter('bias_h'));
  const n = build.tanh(build.name('a_n', build.add(build.slice(x, 2 * units, units), build.multiply(r, candidate))));
  return { r, z, n };
}
