import type { Plan } from '../plan/plan.ts';

/** A plan's memory: one buffer seen as float32 and, for ids, as int32. A WebAssembly.Memory's buffer serves as well. */
export interface Memory {
  readonly floats: Float32Array;
  readonly whole: Int32Array;
}

/** Allocates a plan's memory: zeros, but for its constants. `buffer` must hold `plan.floats` zeros from its start. */
export function memoryFor(plan: Plan, buffer: ArrayBuffer = new ArrayBuffer(plan.floats * 4)): Memory {
  const memory = { floats: new Float32Array(buffer), whole: new Int32Array(buffer) };
  for (const { address, numbers, values } of plan.constants) {
    if (numbers === 'whole') memory.whole.set(values, address);
    else memory.floats.set(values, address);
  }
  return memory;
}
