import { expect } from 'chai';
import fc from 'fast-check';
import { isTrained } from '../../src/nn/layout.ts';
import { penalty } from '../../src/nn/penalties.ts';
import { Random } from '../../src/nn/random.ts';
import type { Trace } from '../../src/nn/equation.ts';
import { readBatch, readState } from '../../workers/arena/transfer.ts';
import { evaluate, type Given } from '../support/evaluate.ts';
import { randomLayers } from '../support/random-layers.ts';
import { networkFor, numbersFor, randomNetworks, type RandomNetwork } from '../support/random-networks.ts';

/** Of float32 engines, relative to the largest number of the tensor (test/goldens/README.md). */
const TOLERANCE = 1e-4;
const EPSILON = 1e-6;
/** A share by which float32 may move any value on its way: some ten roundings. */
const ROUNDING = 1e-6;

const kinds = { 'recurrent networks': randomNetworks, 'stacks of other layers': randomLayers };
for (const [kind, networks] of Object.entries(kinds)) checks(kind, networks);

function checks(kind: string, networks: fc.Arbitrary<RandomNetwork>): void {
  describe(`the plan and the reference kernels, over random ${kind}`, () => {
    it('give the values and the loss of a float64 evaluation of the equations (1e-4)', function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(networks, (random) => {
          const { trace, given } = numbersFor(random);
          const kept = Object.values(trace.values);
          const network = networkFor(random, { trace, given, keep: kept });
          network.forward();
          const expected = evaluate(trace, given);
          const near = [1, 2, 3].map((seed) => evaluate(trace, { ...given, rounding: { share: ROUNDING, seed } }));
          for (const id of kept) {
            const place = network.plan.values.get(id);
            if (place === undefined) throw new Error('not kept');
            const got = readBatch(network.memory, place);
            close(got, { wanted: expected.values(id), near: near.map(({ values }) => values(id)) }, `value ${id}`);
          }
          close([network.loss], { wanted: [expected.loss], near: near.map(({ loss }) => [loss]) }, 'loss');
          close([network.penalty], { wanted: [penalties(random, given, trace)], near: [] }, 'penalty');
        }),
        { numRuns: 60 },
      );
    });

    it('keeping values changes neither loss nor gradients by a bit', function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(networks, (random) => {
          const { trace, given } = numbersFor(random);
          const bare = networkFor(random, { trace, given });
          const kept = networkFor(random, { trace, given, keep: Object.values(trace.values), inputGradients: true });
          for (const network of [bare, kept]) {
            network.forward();
            network.backward();
          }
          expect(bare.loss).to.equal(kept.loss);
          expect([...bare.gradients]).to.deep.equal([...kept.gradients]);
        }),
        { numRuns: 40 },
      );
    });

    it('a second pass gives the bits of the first, whatever that left in memory', function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(networks, (random) => {
          const network = networkFor(random, { ...numbersFor(random), inputGradients: true });
          const pass = () => {
            network.forward();
            network.backward();
            const { plan, memory, gradients, loss, penalty: penalized } = network;
            const inputs = [...plan.inputGradients.values()].map((place) => [...readBatch(memory, place)]);
            const states = plan.states.map(({ gradient }) => gradient && [...readState(memory, gradient, 0)]);
            return { loss, penalized, gradients: [...gradients], inputs, states };
          };
          expect(pass()).to.deep.equal(pass());
        }),
        { numRuns: 60 },
      );
    });

    it('give gradients that agree with central differences of that evaluation in random directions (1e-4)', function () {
      this.timeout(240_000);
      fc.assert(
        fc.property(networks, (random) => {
          const { trace, given } = numbersFor(random);
          const network = networkFor(random, { trace, given, inputGradients: true });
          network.forward();
          network.backward();
          const { layout, gradients, plan, memory } = network;
          const trained = [...layout.places].filter(([, place]) => isTrained(place));
          const groups: Group[] = trained.map(([name, { offset, size }]) => ({
            gradient: gradients.subarray(offset, offset + size),
            moved: (at, step) => ({ ...at, parameters: { ...at.parameters, [name]: add(at.parameters[name], step) } }),
          }));
          const [input] = plan.inputGradients.values();
          if (input !== undefined && given.feeds.input !== undefined) {
            groups.push({
              gradient: readBatch(memory, input),
              moved: (at, step) => ({ ...at, feeds: { ...at.feeds, input: add(at.feeds.input ?? [], step) } }),
            });
          }
          plan.states.forEach(({ gradient }, n) => {
            const start = given.states[n];
            if (gradient === undefined || start === undefined) return;
            groups.push({
              gradient: readState(memory, gradient, 0),
              moved: (at, step) => ({ ...at, states: at.states.with(n, add(at.states[n] ?? start, step)) }),
            });
          });
          const total = (at: Given) => evaluate(trace, at).loss + penalties(random, at, trace);
          const source = Random.seeded(random.seed, 'directions');
          const largest = Math.max(...groups.map(({ gradient }) => lengthOf(gradient)));
          for (const group of groups) checkDirection(group, { given, total, random: source, floor: largest / 100 });
        }),
        { numRuns: 40 },
      );
    });
  });
}

interface Group {
  readonly gradient: Float32Array;
  /** Everything given at a point, with one tensor moved by a step. */
  moved(at: Given, step: Float64Array): Given;
}

interface Measure {
  readonly given: Given;
  total(given: Given): number;
  readonly random: Random;
  /**
   * Of the scale: a norm makes other gradients vanish (that of a bias before it is 0) whose terms are large, and float32
   * sums cannot cancel better than their terms are rounded.
   */
  readonly floor: number;
}

function lengthOf(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0));
}

/** Along a direction of length 1 the loss must change by the gradient's part in it. */
function checkDirection({ gradient, moved }: Group, { given, total, random, floor }: Measure): void {
  const direction = Float64Array.from(gradient, () => random.normal());
  const length = lengthOf(direction);
  const along = (at: Given, epsilon: number) =>
    total(
      moved(
        at,
        direction.map((x) => (x / length) * epsilon),
      ),
    );
  const slopeAt = (at: Given) => (along(at, EPSILON) - along(at, -EPSILON)) / (2 * EPSILON);
  const numeric = slopeAt(given);
  const analytic = direction.reduce((sum, x, n) => sum + (x / length) * gradient[n], 0);
  const scale = Math.max(1e-3, floor, lengthOf(gradient));
  if (Math.abs(numeric - analytic) / scale < TOLERANCE) return;
  // A norm of what hardly varies magnifies every rounding before it: there float32 knows the derivative no better.
  const near = [1, 2, 3].map((seed) => slopeAt({ ...given, rounding: { share: ROUNDING, seed } }));
  const known = Math.max(...near.map((slope) => Math.abs(slope - numeric)));
  expect(Math.abs(numeric - analytic), `numeric ${numeric}, analytic ${analytic}`).to.be.below(
    TOLERANCE * scale + known,
  );
}

function add(values: ArrayLike<number>, step: Float64Array): Float64Array {
  return step.map((x, n) => values[n] + x);
}

function penalties({ spec }: RandomNetwork, { parameters }: Given, trace: Trace): number {
  const { regularization } = spec;
  if (regularization === undefined) return 0;
  return trace.parameters
    .filter(({ kind }) => kind === 'weight')
    .reduce((sum, { name }) => sum + penalty(regularization, Float64Array.from(parameters[name])), 0);
}

interface Expected {
  readonly wanted: ArrayLike<number>;
  /** What float32 can hardly tell from it: feedback and norms can magnify a rounding. */
  readonly near: readonly ArrayLike<number>[];
}

function close(got: ArrayLike<number>, { wanted, near }: Expected, what: string): void {
  expect(got.length, what).to.equal(wanted.length);
  const scale = Math.max(1e-3, ...Array.from(wanted, Math.abs));
  const known = Math.max(0, ...near.map((each) => farthest(each, wanted)));
  expect(farthest(got, wanted), what).to.be.below(TOLERANCE * scale + known);
}

/** The largest difference; NaN where there is one. */
function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(b, (x, n) => Math.abs(a[n] - x)).reduce((most, difference) => Math.max(most, difference), 0);
}
