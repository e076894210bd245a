import type { Place, Plan } from '../plan/plan.ts';

/** A plan's memory: one buffer seen as float32 and, for ids, as int32. A WebAssembly.Memory's buffer serves as well. */
export interface Memory {
  readonly floats: Float32Array;
  readonly whole: Int32Array;
}

/** A buffer of zeros, and where in it a plan's memory begins. */
interface Room {
  readonly buffer: ArrayBuffer;
  /** Bytes before the memory. */
  readonly offset: number;
}

/** A plan's memory in a room, or in a buffer of its own: zeros, but for its constants. */
export function memoryFor({ floats, constants }: Plan, room?: Room): Memory {
  const { buffer, offset } = room ?? { buffer: new ArrayBuffer(floats * 4), offset: 0 };
  const memory = { floats: new Float32Array(buffer, offset, floats), whole: new Int32Array(buffer, offset, floats) };
  for (const { address, numbers, values } of constants) {
    if (numbers === 'whole') memory.whole.set(values, address);
    else memory.floats.set(values, address);
  }
  return memory;
}

/** The numbers of one row in memory. */
export function rowOf({ floats }: Memory, { address, width }: Place): Float32Array {
  return floats.subarray(address, address + width);
}
