import type { Equation, EquationId } from './equation.ts';
import type { ActivationName } from './ops/activations.ts';
import { convolved } from './ops/convolution.ts';
import { imageSize, type Window } from './ops/image.ts';
import type { AttributesOf, OpName } from './ops/table.ts';
import { ShapeError, sizeOf } from './shape.ts';
import type { TraceBuilder } from './trace.ts';

/** A value inside a trace: the handle that cells pass around. */
export interface Value {
  readonly id: EquationId;
}

interface StepContext {
  readonly trace: TraceBuilder;
  readonly layer: string;
  readonly scan: number;
  /** The layer's input. */
  readonly x: Value;
  readonly parameters: ReadonlyMap<string, EquationId>;
}

/** What a cell writes its equations with: each method is one op of the table. */
export class StepBuilder {
  constructor(private readonly context: StepContext) {}

  get x(): Value {
    return this.context.x;
  }

  /** A parameter of this layer by its short name. */
  parameter(name: string): Value {
    const id = this.context.parameters.get(name);
    if (id === undefined) throw new Error(`${this.context.layer}: no parameter "${name}"`);
    return { id };
  }

  /** A state as the step before left it. `size` units. */
  previous(name: string, size: number): Value {
    const { trace, layer, scan } = this.context;
    return { id: trace.previous({ layer, scan, name, shape: [size] }) };
  }

  /** Carries a value on to the next step and names it; at a masked step the old value is kept. */
  next(name: string, value: Value): Value {
    const { trace, layer } = this.context;
    return { id: trace.next({ layer, name, value: value.id }) };
  }

  /** Gives a value the name the field knows it by. */
  name(name: string, value: Value): Value {
    this.context.trace.name(value.id, name);
    return value;
  }

  /** W x, along the last axis of x. */
  linear(weight: Value, x: Value): Value {
    return this.apply('linear', [x, weight], { width: sizeOf(this.shape(x).slice(-1)) });
  }

  /** x + b, along the last axis of x. */
  addBias(x: Value, bias: Value): Value {
    return this.shape(x).length > 1 ? this.shift(x, bias) : this.apply('add-bias', [x, bias], {});
  }

  add(a: Value, b: Value): Value {
    return this.apply('add', [a, b], {});
  }

  multiply(a: Value, b: Value): Value {
    return this.apply('multiply', [a, b], {});
  }

  /** 1 − x */
  complement(x: Value): Value {
    return this.apply('complement', [x], {});
  }

  activation(name: ActivationName, x: Value): Value {
    return this.apply(name, [x], {});
  }

  sigmoid(x: Value): Value {
    return this.apply('sigmoid', [x], {});
  }

  tanh(x: Value): Value {
    return this.apply('tanh', [x], {});
  }

  softmax(x: Value): Value {
    return this.apply('softmax', [x], {});
  }

  lookup(id: Value, table: Value): Value {
    return this.apply('lookup', [id, table], { units: this.shape(table)[1] });
  }

  oneHot(id: Value, vocabulary: number): Value {
    return this.apply('one-hot', [id], { vocabulary });
  }

  slice(x: Value, from: number, size: number): Value {
    return this.apply('slice', [x], { from, size });
  }

  /** Rows of a weight. */
  rows(weight: Value, from: number, size: number): Value {
    return this.apply('rows', [weight], { from, size, width: this.shape(weight)[1] });
  }

  convolution(weight: Value, { channels, window }: { channels: number; window: Window }): Value {
    const place = this.context.layer;
    const at = convolved(imageSize(this.shape(this.x), place), { channels, window, place });
    return this.apply('convolution', [this.x, weight], at);
  }

  channelBias(x: Value, bias: Value): Value {
    return this.apply('channel-bias', [x, bias], { inner: this.inner(x) });
  }

  pool(kind: 'max-pool' | 'average-pool', { size, stride }: { size: number; stride: number }): Value {
    const place = this.context.layer;
    const image = imageSize(this.shape(this.x), place);
    const at = convolved(image, { channels: image.channels, window: { size, stride, padding: 0 }, place });
    return this.apply(kind, [this.x], at);
  }

  /** Of the axes of one step. One row of all steps, which PyTorch would make of a sequence, is not to be had. */
  flatten(): Value {
    const { trace, layer, scan } = this.context;
    if (trace.scans[scan].length === 'input' && this.shape(this.x).length === 1) {
      throw new ShapeError(layer, 'values without a time axis, or several axes a step', 'a sequence');
    }
    return this.apply('flatten', [this.x], {});
  }

  /** The input itself where the trace is not for training. */
  dropout(rate: number): Value {
    const { trace, layer, scan } = this.context;
    if (!trace.training) return this.x;
    const shape = this.shape(this.x);
    const kept = { id: trace.add({ op: 'kept', inputs: [], attributes: { shape, layer, rate }, layer, scan }) };
    return this.name('y', this.apply('dropout', [this.x, kept], { rate }));
  }

  /** Mean 0 and variance 1 along the last axis. */
  standardize(epsilon: number): Value {
    const shape = this.shape(this.x);
    return this.apply('standardize', [this.x], { size: shape[shape.length - 1], epsilon });
  }

  scale(x: Value, weight: Value): Value {
    return this.apply('scale', [x, weight], {});
  }

  shift(x: Value, bias: Value): Value {
    return this.apply('shift', [x, bias], {});
  }

  /** Normalization by the batch's statistics while training, by the running ones otherwise. */
  batchNorm({ momentum, epsilon }: { momentum: number; epsilon: number }): Value {
    const { trace, layer, scan } = this.context;
    // a mean at each step would need running statistics for each step
    if (trace.scans[scan].length !== 'once') throw new ShapeError(layer, 'values without a time axis', 'a sequence');
    const inner = this.inner(this.x);
    let mean = this.parameter('running_mean');
    let variance = this.parameter('running_var');
    if (trace.training) {
      mean = this.name('mean', this.apply('batch-mean', [this.x], { inner }));
      variance = this.name('variance', this.apply('batch-variance', [this.x, mean], { inner }));
      trace.statistics.push(
        { parameter: `${layer}.running_mean`, measured: mean.id, momentum, inner, unbiased: false },
        { parameter: `${layer}.running_var`, measured: variance.id, momentum, inner, unbiased: true },
      );
    }
    const inputs = [this.x, mean, variance, this.parameter('weight'), this.parameter('bias')];
    return this.apply('normalize', inputs, { inner, epsilon });
  }

  /** Units a channel: the first axis is the channel. */
  private inner(value: Value): number {
    const shape = this.shape(value);
    return sizeOf(shape) / shape[0];
  }

  private shape(value: Value): Equation['shape'] {
    return this.context.trace.equation(value.id).shape;
  }

  private apply<N extends OpName>(op: N, inputs: readonly Value[], attributes: AttributesOf<N>): Value {
    const { trace, layer, scan } = this.context;
    return { id: trace.add({ op, inputs: inputs.map(({ id }) => id), attributes, layer, scan }) };
  }
}
