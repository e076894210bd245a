import { expect } from 'chai';
import { carryOver } from '../../src/app/carry-over.ts';
import {
  defaultDocument,
  idsOf,
  LabTextError,
  tokensOf,
  withLayer,
  withLearningRate,
  withParameter,
  withSteps,
  withText,
} from '../../src/app/lab-document.ts';
import { labCells } from '../../src/app/router.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';

for (const cell of labCells) {
  describe(`lab document of ${cell}`, () => {
    it('opens with a network whose parameters fit its trace', () => {
      const { spec, parameters, vocabulary, text, steps } = defaultDocument(cell);
      for (const { name, shape } of traceModel(spec).parameters) {
        expect(parameters[name].length, name).to.equal(sizeOf(shape));
      }
      expect(vocabulary.join('')).to.equal('!ehlo');
      expect(text).to.equal('hello!');
      expect(steps).to.equal(5);
    });

    it('is the same each time', () => {
      expect(defaultDocument(cell).parameters).to.deep.equal(defaultDocument(cell).parameters);
    });

    it('keeps weights of kept characters and units, gate by gate, when text and size change', () => {
      const old = defaultDocument(cell);
      const wider = withLayer(old, { units: 6 });
      const gates = traceModel(old.spec).parameters.find(({ name }) => name === 'cell.weight_h')?.blocks?.length ?? 1;
      for (let gate = 0; gate < gates; gate++) {
        for (let row = 0; row < 4; row++) {
          for (let column = 0; column < 4; column++) {
            const before = old.parameters['cell.weight_h'][(gate * 4 + row) * 4 + column];
            expect(wider.parameters['cell.weight_h'][(gate * 6 + row) * 6 + column]).to.equal(before);
          }
        }
      }
      const other = withText(old, 'hole');
      expect(other.vocabulary.join('')).to.equal('ehlo');
      for (const character of other.vocabulary) {
        const now = other.vocabulary.indexOf(character);
        const then = old.vocabulary.indexOf(character);
        expect(other.parameters['logits.bias'][now]).to.equal(old.parameters['logits.bias'][then]);
        expect(other.parameters['cell.weight_x'][now]).to.equal(old.parameters['cell.weight_x'][then]);
        expect(other.parameters['logits.weight'][now * 4 + 3]).to.equal(old.parameters['logits.weight'][then * 4 + 3]);
      }
    });
  });
}

describe('lab document', () => {
  const lstm = defaultDocument('lstm');

  it('does not take hidden units for characters when both are as many', () => {
    const five = withLayer(lstm, { units: 5 });
    const other = withText(five, 'abcde');
    expect(other.vocabulary).to.have.length(5);
    expect(other.parameters['cell.weight_h']).to.deep.equal(five.parameters['cell.weight_h']);
    expect(other.parameters['cell.bias']).to.deep.equal(five.parameters['cell.bias']);
  });

  it('predicts after each character the next one, and begins anew where the text is too short', () => {
    expect(tokensOf(lstm)).to.deep.equal({ inputs: [...'hello'], targets: [...'ello!'] });
    const longer = withSteps(lstm, 8);
    expect(tokensOf(longer)).to.deep.equal({ inputs: [...'hello!he'], targets: [...'ello!hel'] });
    expect(idsOf(lstm).input).to.deep.equal([2, 1, 3, 3, 4]);
  });

  it('reads a long text up to 64 steps, and keeps steps within 1 and 64', () => {
    expect(withText(lstm, 'ab'.repeat(100)).steps).to.equal(64);
    expect(withSteps(lstm, 1000).steps).to.equal(64);
    expect(withSteps(lstm, 0).steps).to.equal(1);
  });

  it('refuses a text of one character, and for a run characters that it never saw', () => {
    expect(() => withText(lstm, 'a')).to.throw(LabTextError, 'expected at least 2 characters, got 1');
    expect(() => withText(lstm, '')).to.throw(LabTextError, 'got 0');
    const run = { ...lstm, run: { id: 'a', name: 'LSTM', step: 3 } };
    expect(() => withText(run, 'hellö wörld')).to.throw(LabTextError, 'got ö   w r d');
    expect(withText(run, 'hole').vocabulary).to.equal(run.vocabulary);
    expect(withText(run, 'hole').parameters).to.equal(run.parameters);
  });

  it('changes one weight and nothing else; refuses what is no number', () => {
    const changed = withParameter(lstm, { parameter: 'cell.bias', index: 3, value: -2 });
    expect(changed.parameters['cell.bias'][3]).to.equal(-2);
    expect(lstm.parameters['cell.bias'][3]).not.to.equal(-2);
    expect(changed.parameters['cell.weight_x']).to.equal(lstm.parameters['cell.weight_x']);
    expect(() => withParameter(lstm, { parameter: 'cell.bias', index: 3, value: NaN })).to.throw(RangeError);
  });

  it('refuses a learning rate of 0 and of a billion', () => {
    expect(withLearningRate(lstm, 0.5).optimizer.learning_rate).to.equal(0.5);
    for (const rate of [0, -1, 1e9, NaN]) expect(() => withLearningRate(lstm, rate)).to.throw(RangeError);
  });

  it('carries nothing between parameters of different names', () => {
    const gru = defaultDocument('gru');
    const sized = (document: typeof lstm) => ({ ...document, trace: traceModel(document.spec) });
    const carried = carryOver({ from: sized(lstm), to: sized(withLayer(gru, { reset: 'after' })) });
    expect(carried['cell.bias_h']).to.deep.equal(withLayer(gru, { reset: 'after' }).parameters['cell.bias_h']);
  });
});
