import { expect } from 'chai';
import fc from 'fast-check';
import { bestKernels } from '../../workers/kernels/choose.ts';
import { MEMORY_LIMIT, MemoryLimitError } from '../../workers/plan/errors.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { loadModule } from '../../workers/kernels/simd/module.ts';
import { simdKernels } from '../../workers/kernels/simd/kernel-set.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { readBatch, readState } from '../../workers/arena/transfer.ts';
import type { Network } from '../../workers/arena/network.ts';
import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import { slotsOf } from '../../src/nn/optimizers.ts';
import { everyCellAtOddSizes } from '../support/every-cell.ts';
import { randomLayers } from '../support/random-layers.ts';
import { networkFor, numbersFor, randomNetworks, type RandomNetwork } from '../support/random-networks.ts';

/** Of float32 engines, relative to the largest number of the tensor (test/goldens/README.md). */
const TOLERANCE = 1e-4;
/**
 * Networks are drawn, but the same ones each time: where a unit of a ReLU, or the two largest of a pool, fall within a
 * rounding of each other, two sets may rightly take different sides.
 */
const SEED = 20;

const optimizers: readonly OptimizerSpec[] = [
  { type: 'sgd', learning_rate: 0.1 },
  { type: 'momentum', learning_rate: 0.05, momentum: 0.9, clip_norm: 0.01 },
  { type: 'nesterov', learning_rate: 0.05, momentum: 0.9 },
  { type: 'rmsprop', learning_rate: 0.01, decay: 0.99, epsilon: 1e-3 },
  { type: 'adagrad', learning_rate: 0.05, epsilon: 1e-3 },
  { type: 'adam', learning_rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-3, clip_norm: 0.1 },
  { type: 'adamw', learning_rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-3, weight_decay: 0.01 },
];

/** The same networks over 1 to 40 steps, with weights that neither die nor explode on so long a way. */
const longNetworks = fc
  .record({ random: randomNetworks, steps: fc.integer({ min: 1, max: 40 }) })
  .map(({ random, steps }) => {
    const { inputSteps, outputSteps } = random;
    if (inputSteps === 1) return random;
    return { ...random, inputSteps: steps, outputSteps: outputSteps === 1 ? 1 : steps };
  });

describe('the SIMD kernels', () => {
  let simd: KernelSet;
  before(async () => {
    simd = simdKernels(await loadModule());
  });

  for (const { name, networks, weights, numRuns } of [
    { name: 'random networks', networks: randomNetworks, weights: 1, numRuns: 60 },
    { name: 'sequences of up to 40 steps', networks: longNetworks, weights: 0.4, numRuns: 40 },
    { name: 'random layers of images, norms and dropout', networks: randomLayers, weights: 1, numRuns: 60 },
  ]) {
    it(`agree with the reference over ${name}: values, losses, gradients, statistics (1e-4)`, function () {
      this.timeout(240_000);
      fc.assert(
        fc.property(networks, (random) => agrees(random, { simd, weights })),
        { numRuns, seed: SEED },
      );
    });
  }

  for (const random of everyCellAtOddSizes) {
    it(`agree with the reference over a ${random.name} (1e-4)`, () => agrees(random, { simd, weights: 1 }));
  }

  it('make the updates of every optimizer, clipped or not, and leave everything else alone (1e-4)', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(randomLayers, fc.constantFrom(...optimizers), (random, optimizer) => {
        const [ours, truth] = pair(random, { simd, weights: 1, slots: slotsOf(optimizer.type).length });
        for (const network of [ours, truth]) {
          network.forward();
          network.backward();
        }
        for (let step = 1; step <= 3; step++) {
          // the same gradients for both, so that only the update is compared
          ours.gradients.set(truth.gradients);
          const before = truth.gradients.slice();
          const norms = [ours, truth].map((network) => network.norm());
          expect(Math.abs(norms[0] - norms[1])).to.be.at.most(1e-6 * norms[1]);
          for (const network of [ours, truth]) network.update(optimizer, { step, norm: norms[1] });
          close(ours.gradients, truth.gradients, { what: 'clipped gradients' });
          truth.gradients.set(before);
          close(ours.parameters, truth.parameters, { what: `parameters after ${step}` });
          ours.slots.forEach((slot, n) => close(slot, truth.slots[n], { what: `slot ${n}` }));
        }
      }),
      { numRuns: 40, seed: SEED, includeErrorInReport: true },
    );
  });

  it('are refused, before anything is allocated, where a plan fits but its packed weights do not', () => {
    const trace = traceModel(
      parseModel({
        input: { kind: 'values', shape: [5800], sequence: false },
        layers: [{ name: 'wide', type: 'dense', units: 5800 }],
        loss: 'mse',
      }),
    );
    const plan = planOf(trace, { kind: 'values', batch: 1, inputSteps: 1, outputSteps: 1, keep: [trace.output] });
    expect(4 * plan.floats).to.be.below(MEMORY_LIMIT);
    expect(simd.bytes(plan)).to.be.above(MEMORY_LIMIT);
    expect(() => simd.open(plan)).to.throw(MemoryLimitError, /needs 257 MB, more than 256 MB/);
  });

  it('give way to the reference where the browser has no SIMD', async () => {
    const { validate } = WebAssembly;
    expect((await bestKernels()).name).to.equal('simd');
    WebAssembly.validate = () => false;
    try {
      expect((await bestKernels()).name).to.equal('reference');
    } finally {
      WebAssembly.validate = validate;
    }
  });

  it('a second forward with unchanged parameters gives the bits of the first', () => {
    fc.assert(
      fc.property(randomNetworks, (random) => {
        const [network] = pair(random, { simd, weights: 1 });
        network.forward();
        const { loss } = network;
        network.forward('unchanged');
        expect(network.loss).to.equal(loss);
      }),
      { numRuns: 20, seed: SEED },
    );
  });
});

interface Options {
  readonly simd: KernelSet;
  /** What the drawn parameters are multiplied with. */
  readonly weights: number;
  readonly slots?: number;
}

/** Values, losses, gradients and statistics of one pass on both sets. */
function agrees(random: RandomNetwork, options: Options): void {
  const [ours, truth] = pair(random, options);
  for (const network of [ours, truth]) {
    network.forward();
    network.backward();
    network.remember();
  }
  const [got, wanted] = [everything(ours), everything(truth)];
  const largest = Math.max(...truth.gradients.map(Math.abs));
  // a norm makes other gradients vanish whose terms are large: sums cannot cancel better than terms are rounded
  for (const [key, values] of Object.entries(wanted)) {
    close(got[key], values, { what: key, floor: key.startsWith('∂') ? largest / 10 : 0 });
  }
}

/** One network on both sets. */
function pair(random: RandomNetwork, { simd, weights, slots }: Options): [Network, Network] {
  const { trace, given } = numbersFor(random);
  const options = { trace, given, slots, keep: Object.values(trace.values), inputGradients: true };
  const networks = [networkFor(random, { ...options, kernels: simd }), networkFor(random, options)] as const;
  for (const { parameters } of networks) for (let n = 0; n < parameters.length; n++) parameters[n] *= weights;
  return [...networks];
}

/** Everything a network computed, by name. */
function everything(network: Network): Record<string, ArrayLike<number>> {
  const { plan, memory, layout, gradients, parameters, loss, penalty } = network;
  const entries: [string, ArrayLike<number>][] = [
    ['loss', [loss]],
    ['penalty', [penalty]],
    ['parameters', parameters],
  ];
  for (const [id, place] of plan.values) entries.push([`value ${id}`, readBatch(memory, place)]);
  for (const [id, place] of plan.inputGradients) entries.push([`∂ input ${id}`, readBatch(memory, place)]);
  plan.states.forEach(({ gradient }, n) => {
    if (gradient !== undefined) entries.push([`∂ state ${n}`, readState(memory, gradient, 0)]);
  });
  for (const [name, { offset, size }] of layout.places) {
    if (offset < gradients.length) entries.push([`∂ ${name}`, gradients.subarray(offset, offset + size)]);
  }
  return Object.fromEntries(entries);
}

interface Compared {
  readonly what: string;
  /** Errors are in proportion to the largest wanted number, or to this if it is larger. */
  readonly floor?: number;
}

function close(got: ArrayLike<number>, wanted: ArrayLike<number>, { what, floor = 0 }: Compared): void {
  expect(got.length, what).to.equal(wanted.length);
  let scale = Math.max(1e-3, floor);
  let worst = 0;
  for (let n = 0; n < wanted.length; n++) {
    scale = Math.max(scale, Math.abs(wanted[n]));
    const difference = Math.abs(got[n] - wanted[n]);
    // a NaN must not pass as "not greater"
    if (!(difference <= worst)) worst = difference;
  }
  expect(worst / scale, what).to.be.below(TOLERANCE);
}
