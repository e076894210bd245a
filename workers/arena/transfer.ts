import type { FeedPlace, Place } from '../plan/plan.ts';
import type { Memory } from './memory.ts';

/** Numbers `[batch, time, width]` into a place, which is time-major. Throws RangeError when they are not as many. */
export function writeBatch(memory: Memory, feed: FeedPlace, data: ArrayLike<number>): void {
  const into = feed.numbers === 'whole' ? memory.whole : memory.floats;
  writeRows(into, feed, data);
}

/** A place's numbers as `[batch, time, width]`. */
export function readBatch({ floats }: Memory, place: Place): Float32Array {
  const { rows, slots, width } = place;
  const out = new Float32Array(rows * slots * width);
  for (let row = 0; row < rows; row++) {
    for (let slot = 0; slot < slots; slot++) {
      const from = place.address + slot * place.slotStride + row * place.rowStride;
      out.set(floats.subarray(from, from + width), (row * slots + slot) * width);
    }
  }
  return out;
}

/** A state's first slot from `[batch, units]`. */
export function writeState({ floats }: Memory, state: Place, data: ArrayLike<number>): void {
  writeRows(floats, { ...state, slots: 1 }, data);
}

/** A state at a slot as `[batch, units]`. */
export function readState(memory: Memory, state: Place, slot: number): Float32Array {
  return readBatch(memory, { ...state, address: state.address + slot * state.slotStride, slots: 1 });
}

function writeRows(into: Float32Array | Int32Array, place: Place, data: ArrayLike<number>): void {
  const { rows, slots, width } = place;
  if (data.length !== rows * slots * width) {
    throw new RangeError(`expected ${rows} × ${slots} × ${width} numbers, got ${data.length}`);
  }
  for (let row = 0; row < rows; row++) {
    for (let slot = 0; slot < slots; slot++) {
      const to = place.address + slot * place.slotStride + row * place.rowStride;
      for (let n = 0; n < width; n++) into[to + n] = data[(row * slots + slot) * width + n];
    }
  }
}
