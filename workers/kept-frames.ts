import { STATIC } from '../src/nn/equation.ts';
import type { StepFrames } from '../src/nn/jacobian.ts';
import type { Network } from './arena/network.ts';

/**
 * The values of the last `forward` for one sample, by step and equation, parameters among them (what is computed once is
 * the same at every step); valid until the next run. The network's plan must keep every equation that is asked for: Error otherwise.
 */
export function keptFrames({ plan, memory }: Network, { sample }: { sample: number }): (t: number) => StepFrames {
  const { trace, values, feeds } = plan;
  const ids = new Set(feeds.filter(({ numbers }) => numbers === 'whole').map(({ address }) => address));
  return (t) => (id) => {
    const place = values.get(id);
    if (place === undefined) throw new Error(`equation ${id} was not kept by the plan`);
    const { address, width, rowStride, slotStride } = place;
    const { scan } = trace.equations[id];
    const step = scan === STATIC || trace.scans[scan].length === 'once' ? 0 : t;
    const from = address + (scan === STATIC ? 0 : step * slotStride + sample * rowStride);
    return (ids.has(address) ? memory.whole : memory.floats).subarray(from, from + width);
  };
}
