import { expect } from 'chai';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Network } from '../../workers/arena/network.ts';
import { DropoutMasks } from '../../workers/dropout.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { TextSampler } from '../../workers/sampling.ts';
import { Training } from '../../workers/training.ts';
import { rhyme, settingsOf } from '../support/training.ts';

const settings = settingsOf({
  vocabulary: rhyme.vocabulary.length,
  layers: [
    { name: 'cell', type: 'lstm', units: 8 },
    { name: 'norm', type: 'layer-norm' },
    { name: 'drop', type: 'dropout', rate: 0.3 },
  ],
  batch: 3,
  length: 6,
  steps: 20,
});

describe('dropout while training', () => {
  it('a run resumed at step 7 has the bits of one never stopped', () => {
    const whole = new Training({ settings, data: rhyme }, referenceKernels());
    const half = new Training({ settings, data: rhyme }, referenceKernels());
    for (let n = 0; n < 20; n++) expect(whole.advance()).to.equal(true);
    for (let n = 0; n < 7; n++) half.advance();
    const resumed = new Training({ settings, data: rhyme, state: structuredClone(half.state) }, referenceKernels());
    while (!resumed.isFinished) resumed.advance();
    expect(resumed.state).to.deep.equal(whole.state);
  });

  it('samples with all units, as a network that was traced without dropout', () => {
    const training = new Training({ settings, data: rhyme }, referenceKernels());
    const request = { prompt: [0], length: 40, temperature: 1, seed: 1 };
    for (let n = 0; n < 20; n++) training.advance();
    const whole = new TextSampler(traceModel(settings.model, { training: false }), referenceKernels());
    expect(training.sample(request)).to.deep.equal(whole.sample(training.state.parameters, request));
  });

  it('keeps a share of 1 − rate, another choice at each step, the same for the same seed and step', () => {
    const spec = parseModel({
      input: { kind: 'values', shape: [100], sequence: false },
      layers: [{ name: 'drop', type: 'dropout', rate: 0.3 }],
      loss: 'mse',
    });
    const plan = planOf(traceModel(spec), { kind: 'training', batch: 50, inputSteps: 1, outputSteps: 1 });
    const network = new Network(plan, referenceKernels());
    const place = network.feed('kept');
    if (place === undefined) throw new Error('no mask');
    const masks = new DropoutMasks(network, 5);
    const drawn = (step: number) => {
      masks.draw(step);
      return [...network.memory.floats.subarray(place.address, place.address + 5000)];
    };
    const first = drawn(1);
    expect(new Set(first)).to.deep.equal(new Set([0, 1]));
    // five standard deviations of a binomial share
    expect(first.reduce((sum, kept) => sum + kept, 0) / 5000).to.be.closeTo(0.7, 5 * Math.sqrt(0.21 / 5000));
    expect(drawn(2)).to.not.deep.equal(first);
    expect(drawn(1)).to.deep.equal(first);
  });
});
