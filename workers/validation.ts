import { exp, log } from '../src/nn/maths.ts';
import type { Evaluation, TrainSettings } from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { PlanError } from './plan/errors.ts';
import type { FeedPlace, Place } from './plan/plan.ts';
import { validationPlan, validationSize } from './validation-plan.ts';

/**
 * Measures how well a network predicts held-back text. The piece is read as a few lanes side by side, each from a state
 * of zeros and with the state carried on from window to window.
 */
export class Validation {
  private readonly network: Network;
  private readonly input: FeedPlace;
  private readonly output: Place;
  private readonly lanes: number;
  /** Windows in a lane. */
  private readonly windows: number;
  private nats = 0;
  private hits = 0;

  /** @param ids at least one window and its last target. Throws as `Training` does. */
  constructor(
    settings: Pick<TrainSettings, 'model' | 'batch' | 'length'>,
    private readonly ids: Uint16Array,
    kernels: KernelSet,
  ) {
    const { lanes, windows } = validationSize(settings, ids.length);
    this.lanes = lanes;
    this.windows = windows;
    const plan = validationPlan(settings, lanes);
    this.network = new Network(plan, kernels);
    const input = this.network.feed('input');
    const output = plan.values.get(plan.trace.output);
    if (input === undefined || output === undefined) throw new PlanError('model', 'expected characters in and out');
    this.input = input;
    this.output = output;
  }

  get plan(): Network['plan'] {
    return this.network.plan;
  }

  measure(parameters: Float32Array, step: number): Evaluation {
    const { network, windows, lanes, input } = this;
    network.parameters.set(parameters);
    network.clearStates();
    this.nats = 0;
    this.hits = 0;
    for (let window = 0; window < windows; window++) {
      this.write(window);
      network.forward(window === 0 ? 'changed' : 'unchanged');
      this.read(window);
      network.carryStates();
    }
    const characters = windows * lanes * input.slots;
    return { step, loss: this.nats / characters, accuracy: this.hits / characters };
  }

  private start(window: number, lane: number): number {
    return (lane * this.windows + window) * this.input.slots;
  }

  private write(window: number): void {
    const { ids, input, lanes, network } = this;
    const { whole } = network.memory;
    for (let lane = 0; lane < lanes; lane++) {
      const start = this.start(window, lane);
      for (let t = 0; t < input.slots; t++) whole[input.address + t * input.slotStride + lane] = ids[start + t];
    }
  }

  private read(window: number): void {
    const { ids, output, lanes, input } = this;
    for (let lane = 0; lane < lanes; lane++) {
      const next = this.start(window, lane) + 1;
      for (let t = 0; t < input.slots; t++) {
        this.score(output.address + t * output.slotStride + lane * output.rowStride, ids[next + t]);
      }
    }
  }

  /** Cross-entropy of one character: log Σ e^z − z of the target. */
  private score(address: number, target: number): void {
    const { floats } = this.network.memory;
    const end = address + this.output.width;
    let likeliest = address;
    for (let n = address + 1; n < end; n++) if (floats[n] > floats[likeliest]) likeliest = n;
    const most = floats[likeliest];
    let sum = 0;
    for (let n = address; n < end; n++) sum += exp(floats[n] - most);
    this.nats += log(sum) + most - floats[address + target];
    if (likeliest === address + target) this.hits++;
  }
}
