import * as tf from '@tensorflow/tfjs-core';
import { sampleText } from '../draw.ts';
import type { Session } from '../engine.ts';
import type { SamplingWork } from '../works.ts';
import { dense, step, zeroState, type CellState, type Parameters } from './tfjs-models.ts';

/** One step at a time in a tidy, logits read back, a character drawn on the host. */
export function tfjsSampling(work: SamplingWork, p: Parameters): Session {
  const rows = work.parameters.find(({ name }) => name === 'cell.weight_x')?.shape[0] ?? 0;
  return {
    call() {
      let state = zeroState(work, 1);
      const ids = sampleText({
        length: work.steps,
        read(id) {
          const [logits, next] = tf.tidy(() => {
            const x = tf.add(tf.slice(p['cell.weight_x'], [id, 0], [1, rows]), p['cell.bias']) as tf.Tensor2D;
            const after = step({ x, state, p }, work);
            const numbers = dense(after.h, p, 'output').dataSync();
            return [numbers, after] as unknown as [tf.Tensor, CellState & tf.TensorContainerObject];
          });
          tf.dispose({ ...state });
          state = next;
          return logits as unknown as Float32Array;
        },
      });
      tf.dispose({ ...state });
      return ids;
    },
  };
}
