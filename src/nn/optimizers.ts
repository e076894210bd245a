import { power } from './maths.ts';

interface OptimizerBase {
  readonly learning_rate: number;
  /** First each gradient is brought within ±clip_value. */
  readonly clip_value?: number;
  /** Then all gradients are scaled by min(1, clip_norm/(norm + 1e-6)), norm over all of them. */
  readonly clip_norm?: number;
  /**
   * Decoupled weight decay λ (Loshchilov and Hutter 2019): w (1 − η λ) before the update, for all parameters. With `adam`
   * it makes `adamw`. The penalty in the loss, L2, is the model's `regularization`.
   */
  readonly weight_decay?: number;
}

/** Optimizers as in PyTorch. */
export type OptimizerSpec = OptimizerBase &
  (
    | { readonly type: 'sgd' }
    | { readonly type: 'momentum'; readonly momentum: number }
    | { readonly type: 'nesterov'; readonly momentum: number }
    | { readonly type: 'rmsprop'; readonly decay: number; readonly epsilon: number }
    | { readonly type: 'adagrad'; readonly epsilon: number }
    | { readonly type: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
    | {
        readonly type: 'adamw';
        readonly beta1: number;
        readonly beta2: number;
        readonly epsilon: number;
        readonly weight_decay: number;
      }
  );

export type OptimizerName = OptimizerSpec['type'];

type Numbers = Float32Array | Float64Array;

/** What one update reads and writes; all arrays have one length. */
export interface Update<S extends OptimizerSpec = OptimizerSpec> {
  readonly spec: S;
  readonly parameters: Numbers;
  readonly gradients: Numbers;
  /** The optimizer's memory, `slots(name)` arrays, zeros at first. */
  readonly slots: readonly Numbers[];
  /** This update's number, from 1. */
  readonly step: number;
}

interface Optimizer<S extends OptimizerSpec> {
  /** Names of the arrays it remembers between steps. */
  readonly slots: readonly string[];
  update(work: Update<S>): void;
}

type Of<N extends OptimizerName> = Extract<OptimizerSpec, { type: N }>;

/** The rules: g the gradient, η the learning rate, w the weight. */
const optimizers: { readonly [N in OptimizerName]: Optimizer<Of<N>> } = {
  /** w − η g */
  sgd: {
    slots: [],
    update({ spec: { learning_rate }, parameters: w, gradients: g }) {
      for (let n = 0; n < w.length; n++) w[n] -= learning_rate * g[n];
    },
  },
  /** v = μ v + g, w − η v (Polyak 1964, PyTorch's form) */
  momentum: {
    slots: ['v'],
    update({ spec: { learning_rate, momentum }, parameters: w, gradients: g, slots: [v] }) {
      for (let n = 0; n < w.length; n++) {
        v[n] = momentum * v[n] + g[n];
        w[n] -= learning_rate * v[n];
      }
    },
  },
  /** v = μ v + g, w − η (g + μ v) */
  nesterov: {
    slots: ['v'],
    update({ spec: { learning_rate, momentum }, parameters: w, gradients: g, slots: [v] }) {
      for (let n = 0; n < w.length; n++) {
        v[n] = momentum * v[n] + g[n];
        w[n] -= learning_rate * (g[n] + momentum * v[n]);
      }
    },
  },
  /** s = ρ s + (1 − ρ) g², w − η g/(√s + ε) (Tieleman and Hinton 2012) */
  rmsprop: {
    slots: ['s'],
    update({ spec: { learning_rate, decay, epsilon }, parameters: w, gradients: g, slots: [s] }) {
      for (let n = 0; n < w.length; n++) {
        s[n] = decay * s[n] + (1 - decay) * g[n] * g[n];
        w[n] -= (learning_rate * g[n]) / (Math.sqrt(s[n]) + epsilon);
      }
    },
  },
  /** s = s + g², w − η g/(√s + ε) (Duchi et al. 2011) */
  adagrad: {
    slots: ['s'],
    update({ spec: { learning_rate, epsilon }, parameters: w, gradients: g, slots: [s] }) {
      for (let n = 0; n < w.length; n++) {
        s[n] += g[n] * g[n];
        w[n] -= (learning_rate * g[n]) / (Math.sqrt(s[n]) + epsilon);
      }
    },
  },
  /** w − η m̂/(√v̂ + ε) with bias-corrected moments (Kingma and Ba 2015) */
  adam: { slots: ['m', 'v'], update: adam },
  /** Adam; the decay comes before any update */
  adamw: { slots: ['m', 'v'], update: adam },
};

function adam({ spec, parameters: w, gradients: g, slots: [m, v], step }: Update<Of<'adam'> | Of<'adamw'>>): void {
  const { learning_rate, beta1, beta2, epsilon } = spec;
  const first = 1 - power(beta1, step);
  const second = 1 - power(beta2, step);
  for (let n = 0; n < w.length; n++) {
    m[n] = beta1 * m[n] + (1 - beta1) * g[n];
    v[n] = beta2 * v[n] + (1 - beta2) * g[n] * g[n];
    w[n] -= (learning_rate * (m[n] / first)) / (Math.sqrt(v[n] / second) + epsilon);
  }
}

export const optimizerNames = Object.keys(optimizers) as OptimizerName[];

/** The names of the arrays an optimizer keeps between steps. */
export function slotsOf(name: OptimizerName): readonly string[] {
  return optimizers[name].slots;
}

/** One update, in place. Gradients are taken as they are: clip them first. */
export function update(work: Update): void {
  const keep = keptShare(work.spec);
  if (keep !== 1) for (let n = 0; n < work.parameters.length; n++) work.parameters[n] *= keep;
  (optimizers[work.spec.type] as Optimizer<OptimizerSpec>).update(work);
}

/** What weight decay leaves of each parameter before an update: 1 − η λ. */
export function keptShare({ learning_rate, weight_decay = 0 }: OptimizerSpec): number {
  return 1 - learning_rate * weight_decay;
}

/** Brings each gradient within ±limit (PyTorch's clip_grad_value_), in place. */
export function clipValues(gradients: Numbers, limit: number): void {
  for (let n = 0; n < gradients.length; n++) gradients[n] = Math.max(-limit, Math.min(limit, gradients[n]));
}

/** The factor that brings gradients of this norm within `clip` (PyTorch's clip_grad_norm_); 1 without a clip. */
export function clipFactor(norm: number, clip: number | undefined): number {
  return clip === undefined ? 1 : Math.min(1, clip / (norm + 1e-6));
}

/** √Σg² over all gradients together, as PyTorch sums them: ∞ where a square is, beyond 1e154. */
export function globalNorm(gradients: readonly Numbers[]): number {
  let total = 0;
  for (const g of gradients) for (let n = 0; n < g.length; n++) total += g[n] * g[n];
  return Math.sqrt(total);
}
