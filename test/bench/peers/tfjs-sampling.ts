import * as tf from '@tensorflow/tfjs-core';
import { sampleText } from '../draw.ts';
import type { Session } from '../engine.ts';
import type { SamplingWork } from '../works.ts';
import type { Net } from './tfjs-net.ts';
import { step, zeroState, type CellState } from './tfjs-models.ts';

/** One step at a time in a tidy, logits read back, a character drawn on the host. */
export function tfjsSampling(work: SamplingWork, net: Net): Session {
  const rows = work.parameters.find(({ name }) => name === 'cell.weight_x')?.shape[0] ?? 0;
  return {
    call() {
      let state = zeroState(work, 1);
      const ids = sampleText({
        length: work.steps,
        read(id) {
          let logits: ArrayLike<number> = [];
          const before = state;
          state = tf.tidy(() => {
            const row = tf.slice(net.p['cell.weight_x'], [id, 0], [1, rows]);
            const x = tf.add(row, net.p['cell.bias']) as tf.Tensor2D;
            const next = step({ x, state: before, net }, work);
            logits = net.dense(next.h, 'output').dataSync();
            return { ...next };
          });
          tf.dispose({ ...before });
          return logits;
        },
      });
      tf.dispose({ ...state });
      return ids;
    },
  };
}
