import type { Network } from './arena/network.ts';
import type { Cursor } from './epochs.ts';

/** A copy of what one update changes, so that a step that fails can be taken back. Allocated once. */
export class Rollback {
  private readonly parameters: Float32Array;
  private readonly slots: readonly Float32Array[];
  private readonly states: readonly Float32Array[];
  /** Each state's values before the first step, in the network's memory. */
  private readonly firsts: readonly Float32Array[];
  private step = 0;

  constructor(
    private readonly network: Network,
    private cursor: Cursor,
  ) {
    this.parameters = new Float32Array(network.parameters.length);
    this.slots = network.slots.map((slot) => new Float32Array(slot.length));
    this.firsts = network.plan.states.map(({ address, slotStride }) =>
      network.memory.floats.subarray(address, address + slotStride),
    );
    this.states = this.firsts.map((first) => new Float32Array(first.length));
  }

  /** Remembers the present; `cursor` is the one from before the batch was drawn. */
  keep(step: number, cursor: Cursor): void {
    const { network } = this;
    this.parameters.set(network.parameters);
    for (let n = 0; n < this.slots.length; n++) this.slots[n].set(network.slots[n]);
    for (let n = 0; n < this.states.length; n++) this.states[n].set(this.firsts[n]);
    this.step = step;
    this.cursor = cursor;
  }

  /** Goes back to what was kept. */
  restore(): { step: number; cursor: Cursor } {
    const { network, step, cursor } = this;
    network.parameters.set(this.parameters);
    for (let n = 0; n < this.slots.length; n++) network.slots[n].set(this.slots[n]);
    for (let n = 0; n < this.states.length; n++) this.firsts[n].set(this.states[n]);
    return { step, cursor };
  }
}
