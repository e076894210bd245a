import { STATIC, type Equation, type EquationId, type Trace } from './equation.ts';
import { readersOf } from './readers.ts';

/** A shift that is the same for all samples: the same number at all places of a channel, or any number at each unit. */
type Shift = 'of channels' | 'of units';

/**
 * The biases that change nothing, since a norm behind them takes them away again: batch norm subtracts the batch's mean, layer
 * norm that of a row. Their gradient is zero, but of the sum that makes it some rounding remains, which an optimizer that
 * divides by the gradient's size (Adam) takes for a direction. So no optimizer is given that sum.
 */
export function absorbedBiases(trace: Trace): ReadonlySet<string> {
  const search = new Search(trace);
  const absorbed = trace.equations.flatMap((equation) =>
    equation.op === 'parameter' && search.isAbsorbed(equation.id) ? [equation.attributes.parameter] : [],
  );
  return new Set(absorbed);
}

class Search {
  private readonly readers;

  constructor(private readonly trace: Trace) {
    this.readers = readersOf(trace);
  }

  isAbsorbed(parameter: EquationId): boolean {
    return this.everyReader(parameter, (reader) => {
      const shift = this.shiftBy(parameter, reader);
      return shift !== undefined && this.isLost(reader.id, shift);
    });
  }

  /** What a parameter adds to an equation's value, if it is a bias there. */
  private shiftBy(parameter: EquationId, { op, inputs, shape }: Equation): Shift | undefined {
    switch (op) {
      // a number for each place along the last axis: the same one where there is one place
      case 'add-bias':
      case 'shift':
        return inputs[1] !== parameter ? undefined : shape[shape.length - 1] === 1 ? 'of channels' : 'of units';
      case 'channel-bias':
        return inputs[1] === parameter ? 'of channels' : undefined;
      case 'normalize':
        return inputs[4] === parameter ? 'of channels' : undefined;
      default:
        return undefined;
    }
  }

  /** Whether nothing changes when an equation's value is shifted. */
  private isLost(id: EquationId, shift: Shift): boolean {
    if (id === this.trace.output) return false;
    return this.everyReader(id, (reader) => reader.inputs[0] === id && this.isLostIn(reader, shift));
  }

  private isLostIn(reader: Equation, shift: Shift): boolean {
    switch (reader.op) {
      // the normalization of the same values alone reads them
      case 'batch-mean':
      case 'batch-variance':
        return true;
      case 'normalize': {
        const isOfBatch = this.trace.equations[reader.inputs[1]].scan !== STATIC;
        return isOfBatch ? shift === 'of channels' || reader.attributes.inner === 1 : this.isLost(reader.id, shift);
      }
      // a row lies within a channel, unless it is the whole value
      case 'standardize':
        return shift === 'of channels' && reader.shape.length > 1;
      case 'add-bias':
      case 'channel-bias':
      case 'shift':
      case 'average-pool':
        return this.isLost(reader.id, shift);
      case 'max-pool':
        return shift === 'of channels' && this.isLost(reader.id, shift);
      // the zeros around an image are not shifted with it
      case 'convolution':
        return this.isLost(reader.id, reader.attributes.padding === 0 ? shift : 'of units');
      case 'linear':
      case 'scale':
      case 'flatten':
        return this.isLost(reader.id, 'of units');
      default:
        return false;
    }
  }

  private everyReader(id: EquationId, holds: (reader: Equation) => boolean): boolean {
    const readers = this.readers[id];
    return readers.length > 0 && readers.every((each) => each !== 'state' && holds(this.trace.equations[each]));
  }
}
