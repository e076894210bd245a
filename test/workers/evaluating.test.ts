import { expect } from 'chai';
import fc from 'fast-check';
import type { EvaluateRequest, EvaluationReport } from '../../src/train/protocol/evaluation.ts';
import { Confusions } from '../../workers/confusions.ts';
import { evaluating } from '../../workers/evaluating.ts';
import { bestKernels } from '../../workers/kernels/choose.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { PlanError } from '../../workers/plan/errors.ts';
import { predictionOf } from '../../workers/predicting.ts';
import { StateError } from '../../workers/state.ts';
import { Training } from '../../workers/training.ts';
import { rhyme, settingsOf, textData } from '../support/training.ts';
import { softmax } from '../support/probabilities.ts';

const vocabulary = rhyme.vocabulary.length;
const layers = [{ name: 'cell', type: 'lstm', units: 10 }];
const validation = { share: 0.2, every: 40 };

/** Whatever it yields is a pause. */
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

function trained(changes: Parameters<typeof settingsOf>[0], kernels: KernelSet): Training {
  const run = new Training({ settings: settingsOf(changes), data: rhyme }, kernels);
  while (!run.isFinished) {
    if (!run.advance()) throw new Error(`diverged at ${run.step}`);
    run.evaluate();
  }
  return run;
}

describe('evaluating', () => {
  let simd: KernelSet;
  before(async () => {
    simd = await bestKernels();
  });

  it('on held-back text measures to the bit what the run measured', () => {
    const changes = { vocabulary, layers, validation, steps: 40 };
    const run = trained(changes, simd);
    const request: EvaluateRequest = {
      settings: settingsOf(changes),
      data: rhyme,
      parameters: run.parameters,
      part: 'held-back',
      classes: 12,
      most: 8192,
    };
    const report = finished(evaluating(request, simd));
    const last = run.state.evaluations.at(-1);
    expect({ loss: report.loss, accuracy: report.accuracy }).to.deep.equal({
      loss: last?.loss,
      accuracy: last?.accuracy,
    });
    expect(report.perplexity).to.equal(Math.exp(report.loss));
    const other = finished(evaluating(request, referenceKernels()));
    expect(other.loss).to.be.closeTo(report.loss, 1e-5);
  });

  it('counts what the network predicts at each step of the whole text, as a prediction of it in one piece shows', () => {
    const length = 20;
    const characters = 20 * length;
    const changes = { vocabulary, layers, steps: 60, batch: 1, length };
    const { parameters } = trained(changes, simd);
    const data = { ...rhyme, ids: rhyme.ids.slice(0, characters + 1) };
    const settings = settingsOf(changes);
    const report = finished(evaluating({ settings, data, parameters, part: 'whole', classes: vocabulary }, simd));

    const input = data.ids.subarray(0, characters);
    const { outputs, chosen = [] } = predictionOf({ model: settings.model, parameters, input, batch: 1 }, simd);
    const targets = [...data.ids.subarray(1)];
    const place = (id: number) => report.classes.findIndex((each) => each.id === id);
    const size = report.classes.length + 1;
    const wanted = new Uint32Array(size * size);
    let [nats, hits, five] = [0, 0, 0];
    targets.forEach((target, t) => {
      const predicted = place(chosen[0][t]);
      wanted[place(target) * size + (predicted < 0 ? size - 1 : predicted)]++;
      const row = outputs.subarray(t * vocabulary, (t + 1) * vocabulary);
      nats -= Math.log(softmax(row)[target]);
      if (chosen[0][t] === target) hits++;
      if ([...row].filter((logit) => logit > row[target]).length < 5) five++;
    });
    expect(report.count).to.equal(characters);
    expect([...report.confusion]).to.deep.equal([...wanted]);
    expect(report.loss).to.be.closeTo(nats / characters, 1e-5);
    expect(report.accuracy).to.equal(hits / characters);
    expect(report.accuracyOfFive).to.equal(five / characters);
    expect(report.accuracyOfFive).to.be.above(report.accuracy);
  });

  it('stops at about as many characters as were asked for', () => {
    const changes = { vocabulary, layers, steps: 1, batch: 2, length: 8 };
    const { parameters } = trained(changes, simd);
    const settings = settingsOf(changes);
    const ask = (most?: number): EvaluationReport =>
      finished(
        evaluating({ settings, data: rhyme, parameters, part: 'whole', classes: 3, ...(most && { most }) }, simd),
      );
    expect(ask(100).count).to.equal(112);
    expect(ask().count).to.equal(2 * 8 * Math.floor((rhyme.ids.length - 1) / 16));
    expect(ask().confusion).to.have.length(16);
  });

  it('refuses what does not fit, naming the place', () => {
    const changes = { vocabulary, layers };
    const settings = settingsOf(changes);
    const parameters = new Training({ settings, data: rhyme }, referenceKernels()).parameters;
    const ask = (more: Partial<EvaluateRequest>) => () =>
      finished(
        evaluating({ settings, data: rhyme, parameters, part: 'whole', classes: 5, ...more }, referenceKernels()),
      );
    expect(ask({ part: 'held-back' })).to.throw(PlanError, 'settings.validation: expected a held-back part, got none');
    expect(ask({ parameters: new Float32Array(3) })).to.throw(StateError, /parameters: expected \d+ numbers, got 3/);
    expect(ask({ data: { ...rhyme, ids: rhyme.ids.map(() => 999) } })).to.throw(PlanError, /ids below \d+, got 999/);
    expect(ask({ data: textData('short') })).to.throw('the text has 5 characters, a window needs 9');
  });
});

describe('Confusions', () => {
  it('keeps every pair: the table sums to all, the rest of the classes stand in its last row and column', () => {
    const cases = fc.record({
      classes: fc.integer({ min: 1, max: 9 }),
      most: fc.integer({ min: 1, max: 12 }),
      pairs: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 80 }),
    });
    fc.assert(
      fc.property(cases, ({ classes, most, pairs }) => {
        const confusions = new Confusions(classes);
        const dense = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
        for (const [a, b] of pairs) {
          const [target, predicted] = [a % classes, b % classes];
          confusions.add(target, predicted);
          dense[target][predicted]++;
        }
        const report = confusions.report(most);
        const counts = dense.map((row) => row.reduce((sum, count) => sum + count, 0));
        const order = counts
          .map((count, id) => ({ count, id }))
          .filter(({ count }) => count > 0)
          .toSorted((a, b) => b.count - a.count || a.id - b.id)
          .slice(0, most);
        expect(report.classes.map(({ id, count }) => ({ count, id }))).to.deep.equal(order);
        const groups = [
          ...order.map(({ id }) => [id]),
          counts.map((_, id) => id).filter((id) => order.every((each) => each.id !== id)),
        ];
        const wanted = groups.flatMap((rows) =>
          groups.map((columns) => rows.reduce((sum, r) => columns.reduce((part, c) => part + dense[r][c], sum), 0)),
        );
        expect([...report.confusion]).to.deep.equal(wanted);
        const mistakes = dense
          .flatMap((row, target) => row.map((count, predicted) => ({ target, predicted, count, of: counts[target] })))
          .filter(({ target, predicted, count }) => target !== predicted && count > 0)
          .toSorted((a, b) => b.count - a.count || a.target - b.target || a.predicted - b.predicted);
        expect(report.worst).to.deep.equal(mistakes.slice(0, 5));
        for (const { id, predictions } of report.classes) {
          const row = dense[id].map((count, predicted) => ({ id: predicted, count })).filter(({ count }) => count > 0);
          expect(predictions).to.deep.equal(row.toSorted((a, b) => b.count - a.count || a.id - b.id).slice(0, 5));
        }
        const came = new Set(pairs.flatMap(([a, b]) => [a % classes, b % classes]));
        expect(report.others).to.equal(came.size - order.length);
      }),
    );
  });
});
