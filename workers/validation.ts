import type { Evaluation, TrainSettings } from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import { TextTooShortError } from './batches.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { PlanError } from './plan/errors.ts';
import type { FeedPlace, Place, Plan } from './plan/plan.ts';
import { Tally } from './tally.ts';
import { validationPlan, validationSize } from './validation-plan.ts';

/** Examples that a network is measured on, read as many at a time as its plan has rows. */
export interface Validation {
  readonly plan: Plan;
  /** One forward run a turn; what it predicted is added to `tally`. */
  passes(parameters: Float32Array, tally: Tally): Generator<void, void>;
}

/** Measures all of it. `step` is told along. */
export function measure(
  validation: Validation,
  { parameters, step }: { readonly parameters: Float32Array; readonly step: number },
): Evaluation {
  const tally = new Tally();
  // every turn adds to the tally
  Array.from(validation.passes(parameters, tally));
  return { step, loss: tally.nats / tally.count, accuracy: tally.hits / tally.count };
}

interface TextReading {
  /** At least one window and its last target. */
  readonly ids: Uint16Array;
  /** Characters at most; a run's own measure where absent. */
  readonly most?: number;
}

/**
 * Measures how well a network predicts held-back text. The piece is read as a few lanes side by side, each from a state
 * of zeros and with the state carried on from window to window.
 */
export class TextValidation implements Validation {
  private readonly network: Network;
  private readonly input: FeedPlace;
  private readonly output: Place;
  private readonly ids: Uint16Array;
  private readonly lanes: number;
  /** Windows in a lane. */
  private readonly windows: number;

  /** Throws as `Training` does. */
  constructor(
    settings: Pick<TrainSettings, 'model' | 'batch' | 'length'>,
    { ids, most }: TextReading,
    kernels: KernelSet,
  ) {
    const needed = settings.length + 1;
    if (ids.length < needed) throw new TextTooShortError(ids.length, needed);
    const { lanes, windows } = validationSize(settings, { characters: ids.length, most });
    this.ids = ids;
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

  get plan(): Plan {
    return this.network.plan;
  }

  *passes(parameters: Float32Array, tally: Tally): Generator<void, void> {
    const { network, windows } = this;
    network.parameters.set(parameters);
    network.clearStates();
    for (let window = 0; window < windows; window++) {
      this.write(window);
      network.forward(window === 0 ? 'changed' : 'unchanged');
      this.read(window, tally);
      network.carryStates();
      yield;
    }
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

  private read(window: number, tally: Tally): void {
    const { ids, output, lanes, input } = this;
    const { floats } = this.network.memory;
    const { width } = output;
    for (let lane = 0; lane < lanes; lane++) {
      const next = this.start(window, lane) + 1;
      for (let t = 0; t < input.slots; t++) {
        const address = output.address + t * output.slotStride + lane * output.rowStride;
        tally.add({ floats, address, width }, ids[next + t]);
      }
    }
  }
}
