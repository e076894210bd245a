import type { TrainingState } from '../src/train/protocol.ts';
import type { Network } from './arena/network.ts';
import { readState, writeState } from './arena/transfer.ts';

/** A state to go on from belongs to another network or another optimizer. */
export class StateError extends Error {
  override readonly name = 'StateError';
  constructor(place: string, wanted: number, came: number) {
    super(`${place}: expected ${wanted} numbers, got ${came}`);
  }
}

/** The numbers of a training state that live in a network's memory. */
export type NetworkState = Pick<TrainingState, 'parameters' | 'slots' | 'carried'>;

/** Copies them out. */
export function exportState({ parameters, slots, plan, memory }: Network): NetworkState {
  return {
    parameters: parameters.slice(),
    slots: slots.map((slot) => slot.slice()),
    carried: plan.states.map((state) => readState(memory, state, 0)),
  };
}

/** Copies them in. Throws StateError where sizes differ. */
export function importState(network: Network, { parameters, slots, carried }: NetworkState): void {
  const { plan, memory } = network;
  checkSize('parameters', network.parameters.length, parameters.length);
  checkSize('optimizer arrays', network.slots.length, slots.length);
  slots.forEach((slot, n) => checkSize(`optimizer array ${n}`, network.slots[n].length, slot.length));
  checkSize('carried states', plan.states.length, carried.length);
  carried.forEach((values, n) => {
    const { layer, name, rows, width } = plan.states[n];
    checkSize(`${layer}.${name}`, rows * width, values.length);
  });
  network.parameters.set(parameters);
  slots.forEach((slot, n) => network.slots[n].set(slot));
  carried.forEach((values, n) => writeState(memory, plan.states[n], values));
}

function checkSize(place: string, wanted: number, came: number): void {
  if (wanted !== came) throw new StateError(place, wanted, came);
}

/** The buffers of a state, for a transfer without copying. */
export function buffersOf(state: TrainingState): ArrayBuffer[] {
  const { parameters, slots, carried, order, losses, norms, best } = state;
  // `slice` and `from` make arrays over buffers of their own
  const kept = best === undefined ? [] : [best.parameters];
  return [parameters, ...slots, ...carried, order, losses, norms, ...kept].map(({ buffer }) => buffer as ArrayBuffer);
}
