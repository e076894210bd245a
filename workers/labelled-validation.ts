import { traceModel } from '../src/nn/trace-model.ts';
import type { LabelledData, TrainSettings } from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { labelledInput, writeExample } from './labelled.ts';
import { PlanError } from './plan/errors.ts';
import { planOf, type FeedPlace, type Place, type Plan } from './plan/plan.ts';
import type { Tally } from './tally.ts';
import type { Validation } from './validation.ts';

interface Examples {
  readonly data: LabelledData;
  /** Places in the data, at least one. */
  readonly examples: Uint32Array;
}

/** Measures how well a network tells the classes of some examples. */
export class LabelledValidation implements Validation {
  private readonly network: Network;
  private readonly input: FeedPlace;
  private readonly output: Place;

  /** Throws as `Training` does. */
  constructor(
    { model, batch }: Pick<TrainSettings, 'model' | 'batch'>,
    private readonly measured: Examples,
    kernels: KernelSet,
  ) {
    const { data, examples } = measured;
    const trace = traceModel(model, { training: false });
    const size = { batch: Math.min(batch, examples.length), inputSteps: 1, outputSteps: 1 };
    const plan = planOf(trace, { kind: 'values', ...size, keep: [trace.output] });
    this.network = new Network(plan, kernels);
    this.input = labelledInput({ plan, feed: this.network.feed('input') }, data);
    const output = plan.values.get(trace.output);
    if (output === undefined) throw new PlanError('model', 'expected an output');
    this.output = output;
  }

  get plan(): Plan {
    return this.network.plan;
  }

  *passes(parameters: Float32Array, tally: Tally): Generator<void, void> {
    const { network, measured, input } = this;
    const { data, examples } = measured;
    network.parameters.set(parameters);
    for (let first = 0; first < examples.length; first += input.rows) {
      // the last pass may have rows left over, which keep the examples of the one before and are not read
      const rows = examples.subarray(first, first + input.rows);
      rows.forEach((example, row) => writeExample(network.memory, { data, example, input, row }));
      network.forward(first === 0 ? 'changed' : 'unchanged');
      rows.forEach((example, row) => this.read(row, data.labels[example], tally));
      yield;
    }
  }

  private read(row: number, label: number, tally: Tally): void {
    const { address, rowStride, width } = this.output;
    tally.add({ floats: this.network.memory.floats, address: address + row * rowStride, width }, label);
  }
}
