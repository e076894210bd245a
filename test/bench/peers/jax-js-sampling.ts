import { jit, numpy as np, tree } from '@jax-js/jax';
import { sampleText } from '../draw.ts';
import type { Session } from '../engine.ts';
import type { SamplingWork } from '../works.ts';
import { step, zeroState, type CellState, type Parameters } from './jax-js-models.ts';

/** One jitted step, logits read back, a character drawn on the host. */
export function jaxSampling(work: SamplingWork, parameters: Parameters): Session {
  const advance = jit((p: Parameters, state: Record<string, np.Array>, id: np.Array) => {
    const x = np.take(p['cell.weight_x'].ref, id, 0).add(p['cell.bias'].ref);
    const next = step({ x, state: state as unknown as CellState, p }, work);
    const logits = np.dot(next.h.ref, p['output.weight'].ref).add(p['output.bias'].ref);
    tree.dispose(p);
    return [logits, { ...next }] as [np.Array, Record<string, np.Array>];
  });
  return {
    call() {
      let state: Record<string, np.Array> = { ...zeroState(work, 1) };
      const ids = sampleText({
        length: work.steps,
        read(id) {
          let logits: np.Array;
          [logits, state] = advance(tree.ref(parameters), state, np.array(Int32Array.of(id)));
          return logits.dataSync();
        },
      });
      tree.dispose(state);
      return ids;
    },
  };
}
