/** The works' networks as jax-js functions; each consumes its arguments. */
import { nn, numpy as np, tree } from '@jax-js/jax';
import type { RecurrentSizes, SequenceWork } from '../works.ts';

export type Parameters = Record<string, np.Array>;
/** x and the one-hot targets to the mean cross-entropy. */
export type Loss = (p: Parameters, x: np.Array, y: np.Array) => np.Array;

export function dense(x: np.Array, p: Parameters, name: string): np.Array {
  return np.dot(x, p[`${name}.weight`]).add(p[`${name}.bias`]);
}

export function crossEntropy(logits: np.Array, y: np.Array): np.Array {
  const rows = logits.shape[0];
  return nn
    .logSoftmax(logits, -1)
    .mul(y)
    .sum()
    .mul(-1 / rows);
}

export const mlpLoss: Loss = (p, x, y) => crossEntropy(dense(nn.relu(dense(x, p, 'hidden')), p, 'output'), y);

/** A step's hidden state and what else is carried on. */
export interface CellState {
  readonly h: np.Array;
  /** LSTM only. */
  readonly c?: np.Array;
}

/** One step from the input's share W_x x + b; nothing of `p` is consumed. */
export function step(a: { x: np.Array; state: CellState; p: Parameters }, sizes: RecurrentSizes): CellState {
  switch (sizes.cell) {
    case 'rnn':
      return { h: np.tanh(a.x.add(past(a.state.h, a.p))) };
    case 'lstm':
      return lstm(a.x.add(past(a.state.h, a.p)), a.state, sizes.hidden);
    case 'gru':
      return gru(a, sizes.hidden);
    default:
      return sizes.cell satisfies never;
  }
}

const past = (h: np.Array, p: Parameters) => np.dot(h, p['cell.weight_h'].ref);

/** Columns of a gate; consumes nothing. */
const gate = (a: np.Array, n: number, hidden: number) => a.ref.slice([], [n * hidden, (n + 1) * hidden]);

function lstm(a: np.Array, { c }: CellState, hidden: number): CellState {
  if (c === undefined) throw new Error('an LSTM needs its cell state');
  const i = nn.sigmoid(gate(a, 0, hidden));
  const f = nn.sigmoid(gate(a, 1, hidden));
  const g = np.tanh(gate(a, 2, hidden));
  const o = nn.sigmoid(gate(a, 3, hidden));
  a.dispose();
  const next = f.mul(c).add(i.mul(g));
  return { h: o.mul(np.tanh(next.ref)), c: next };
}

/** z is the share of the new candidate, as in src/nn/cells/gru.ts. */
function gru({ x, state: { h }, p }: { x: np.Array; state: CellState; p: Parameters }, hidden: number): CellState {
  const a = past(h.ref, p);
  const r = nn.sigmoid(gate(x, 0, hidden).add(gate(a, 0, hidden)));
  const z = nn.sigmoid(gate(x, 1, hidden).add(gate(a, 1, hidden)));
  const n = np.tanh(gate(x, 2, hidden).add(r.mul(gate(a, 2, hidden).add(p['cell.bias_h'].ref))));
  x.dispose();
  a.dispose();
  return { h: h.ref.add(z.mul(n.sub(h))) };
}

export function zeroState({ cell, hidden }: RecurrentSizes, batch: number): CellState {
  const zeros = () => np.zeros([batch, hidden]);
  return cell === 'lstm' ? { h: zeros(), c: zeros() } : { h: zeros() };
}

/** jax-js has no scan: the steps are unrolled in the trace. x and y are one-hot rows, time-major. */
export function sequenceLoss(work: SequenceWork): Loss {
  const { steps, batch } = work;
  return (p, x, y) => {
    let state = zeroState(work, batch);
    const hs: np.Array[] = [];
    for (let t = 0; t < steps; t++) {
      // the product of one step at a time: slices of one big product would each get a gradient of its full size
      const rows = x.ref.slice([t * batch, (t + 1) * batch]);
      const share = np.dot(rows, p['cell.weight_x'].ref).add(p['cell.bias'].ref);
      state = step({ x: share, state, p }, work);
      hs.push(state.h.ref);
    }
    tree.dispose([state.h, state.c ?? []]);
    x.dispose();
    const loss = crossEntropy(np.dot(np.concatenate(hs, 0), p['output.weight'].ref).add(p['output.bias'].ref), y);
    tree.dispose(p);
    return loss;
  };
}
