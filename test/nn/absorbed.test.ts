import { expect } from 'chai';
import fc from 'fast-check';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { absorbedBiases } from '../../src/nn/absorbed.ts';
import { evaluate } from '../support/evaluate.ts';
import { randomLayers } from '../support/random-layers.ts';
import { networkFor, numbersFor } from '../support/random-networks.ts';

const dense = { type: 'dense', units: 3 };
const convolution = { type: 'conv2d', channels: 2, size: 2 };
const batchNorm = { type: 'batch-norm' };
const layerNorm = { type: 'layer-norm' };
const flat = { type: 'flatten' };

interface Options {
  readonly input?: readonly number[];
  readonly training?: boolean;
}

/** Of layers a, b, c …, with a dense layer `out` behind them. */
function absorbed(layers: readonly object[], { input = [4], training = true }: Options = {}): string[] {
  const model = parseModel({
    input: { kind: 'values', shape: input, sequence: false },
    layers: [...layers.map((layer, n) => ({ name: 'abcdef'[n], ...layer })), { name: 'out', ...dense }],
    loss: 'mse',
  });
  return [...absorbedBiases(traceModel(model, { training }))];
}

describe('absorbedBiases', () => {
  const image = { input: [2, 6, 6] };

  it('finds a bias before batch norm, and those whose shift a layer hands on', () => {
    expect(absorbed([dense, batchNorm])).to.deep.equal(['a.bias']);
    expect(absorbed([layerNorm, dense, dense, batchNorm])).to.deep.equal(['a.bias', 'b.bias', 'c.bias']);
    expect(absorbed([batchNorm, dense, batchNorm])).to.deep.equal(['a.bias', 'b.bias']);
    expect(absorbed([convolution, { type: 'max-pool2d', size: 2, stride: 2 }, batchNorm], image)).to.deep.equal([
      'a.bias',
    ]);
    expect(absorbed([convolution, { ...convolution, padding: 1 }, flat, batchNorm], image)).to.deep.equal([
      'a.bias',
      'b.bias',
    ]);
  });

  it('finds a bias of channels before layer norm, whose rows lie within a channel', () => {
    expect(absorbed([convolution, layerNorm], image)).to.deep.equal(['a.bias']);
  });

  it('leaves biases whose shift the norm sees, or sees in part', () => {
    expect(absorbed([dense, layerNorm])).to.deep.equal([]);
    expect(absorbed([{ ...dense, activation: 'relu' }, batchNorm])).to.deep.equal([]);
    expect(absorbed([dense, { type: 'dropout', rate: 0.5 }, batchNorm])).to.deep.equal([]);
    // zeros around the image; one number a column; norms that do not measure
    expect(absorbed([convolution, { ...convolution, padding: 1 }, batchNorm], image)).to.deep.equal(['b.bias']);
    expect(absorbed([layerNorm, batchNorm], image)).to.deep.equal([]);
    expect(absorbed([dense, batchNorm], { training: false })).to.deep.equal([]);
  });

  it('names only biases that leave the loss as it is, over random layers (1e-9), and gives them the gradient 0', function () {
    this.timeout(120_000);
    let found = 0;
    fc.assert(
      fc.property(randomLayers, (random) => {
        const { trace, given } = numbersFor(random);
        const names = [...absorbedBiases(trace)];
        if (names.length === 0) return;
        found++;
        const { loss } = evaluate(trace, given);
        const network = networkFor(random, { trace, given });
        network.forward();
        network.backward();
        for (const name of names) {
          const moved = Array.from(given.parameters[name], (value) => value + 0.5);
          const shifted = evaluate(trace, { ...given, parameters: { ...given.parameters, [name]: moved } });
          expect(shifted.loss, name).to.be.closeTo(loss, 1e-9 * Math.max(1, Math.abs(loss)));
          const { offset, size } = network.layout.places.get(name) ?? { offset: 0, size: 0 };
          expect([...network.gradients.subarray(offset, offset + size)], name).to.deep.equal(Array(size).fill(0));
        }
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(found).to.be.above(10);
  });
});
