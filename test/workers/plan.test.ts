import { expect } from 'chai';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { kernelNames, type KernelName } from '../../workers/kernels/names.ts';
import { MemoryLimitError, MEMORY_LIMIT } from '../../workers/plan/errors.ts';
import { planOf, type PlanOptions } from '../../workers/plan/plan.ts';
import { INSTRUCTION_WORDS, SEGMENT_WORDS, type Program } from '../../workers/plan/program.ts';

const STEPS = 7;
const size = { batch: 3, inputSteps: STEPS, outputSteps: STEPS };
const training: PlanOptions = { kind: 'training', ...size };

interface Segment {
  readonly iterations: number;
  readonly kernels: readonly KernelName[];
}

function segmentsOf({ segments, words }: Program): Segment[] {
  return Array.from({ length: segments.length / SEGMENT_WORDS }, (_, n) => {
    const [first, count, iterations] = segments.subarray(n * SEGMENT_WORDS);
    const codes = Array.from({ length: count }, (__, m) => words[(first + m) * INSTRUCTION_WORDS] & 255);
    return { iterations, kernels: codes.map((code) => kernelNames[code]) };
  });
}

const inLoop = (program: Program) =>
  segmentsOf(program).flatMap(({ iterations, kernels }) => (iterations > 1 ? kernels : []));
const once = (program: Program) =>
  segmentsOf(program).flatMap(({ iterations, kernels }) => (iterations === 1 ? kernels : []));

function characters(...cells: object[]) {
  return traceModel(
    parseModel({
      input: { kind: 'ids', shape: [], sequence: true },
      layers: [
        { name: 'x', type: 'one-hot', vocabulary: 11 },
        ...cells.map((cell, n) => ({ name: `cell${n}`, units: 5, ...cell })),
        { name: 'logits', type: 'dense', units: 11 },
      ],
      loss: 'cross-entropy',
    }),
  );
}

describe('planOf', () => {
  it('hoists the input share of a cell out of the loop, as a column look-up where the input is one-hot', () => {
    const { forward } = planOf(characters({ type: 'lstm' }), training);
    expect(once(forward)).to.include('columns').and.not.include('one-hot');
    expect(inLoop(forward).filter((name) => name === 'linear')).to.have.length(1);
    expect(inLoop(forward)).to.not.include('columns');
  });

  it('needs neither copies nor additions of their own for an LSTM, nor what arrives at a gate written down', () => {
    const { forward, backward } = planOf(characters({ type: 'lstm' }), training);
    const all = [forward, backward].flatMap((program) => segmentsOf(program)).flatMap(({ kernels }) => kernels);
    expect(all).to.not.include('copy').and.not.include('add-bias').and.not.include('add-gradient');
    expect(all).to.not.include('add');
    // f ⊙ c′, i ⊙ g onto it, o ⊙ tanh c; backward only c′'s own gradient
    expect(all.filter((name) => name === 'multiply')).to.have.length(3);
    expect(all.filter((name) => name === 'multiply-gradient')).to.have.length(1);
  });

  it('postpones weight gradients to behind the loop', () => {
    const { backward } = planOf(characters({ type: 'gru' }), training);
    expect(inLoop(backward)).to.include('linear-input-gradient').and.not.include('linear-weight-gradient');
    expect(once(backward).filter((name) => name === 'linear-weight-gradient')).to.have.length(3);
  });

  it('leaves out at step 0 what only the initial states would get, unless it is asked for', () => {
    const runs = (options: Partial<PlanOptions>) => {
      const { backward } = planOf(characters({ type: 'lstm' }), { ...training, ...options });
      const times = (name: KernelName) =>
        segmentsOf(backward).reduce((sum, { iterations, kernels }) => {
          return sum + iterations * kernels.filter((kernel) => kernel === name).length;
        }, 0);
      return [times('linear-input-gradient'), times('multiply-gradient'), times('sigmoid-gradient')];
    };
    // of products one is the head's, for all steps at once
    expect(runs({})).to.deep.equal([STEPS, STEPS - 1, 3 * STEPS]);
    expect(runs({ inputGradients: true })).to.deep.equal([STEPS + 1, STEPS, 3 * STEPS]);
  });

  it('computes the second layer of a stack in a loop of its own, its input share outside of both', () => {
    const { forward } = planOf(characters({ type: 'rnn' }, { type: 'rnn' }), training);
    const loops = segmentsOf(forward).filter(({ iterations }) => iterations === STEPS);
    expect(loops.map(({ kernels }) => kernels)).to.deep.equal([
      ['linear', 'tanh'],
      ['linear', 'tanh'],
    ]);
  });

  it('draws the output layer into the loop when its output is fed back', () => {
    const trace = traceModel(
      parseModel({
        shape: 'one-to-many',
        input: { kind: 'values', shape: [4], sequence: false },
        layers: [
          { name: 'cell', type: 'rnn', units: 5 },
          { name: 'output', type: 'dense', units: 4 },
        ],
        steps: STEPS,
        loss: 'mse',
      }),
    );
    const { forward } = planOf(trace, { kind: 'training', batch: 3, inputSteps: 1, outputSteps: STEPS });
    expect(inLoop(forward).filter((name) => name === 'linear')).to.have.length(3);
  });

  it('takes no more memory for values that live within one step when there are more steps', () => {
    const trace = characters({ type: 'lstm' });
    const floats = (steps: number) =>
      planOf(trace, { ...training, inputSteps: steps, outputSteps: steps, pieceRows: Infinity }).floats;
    const { batch } = size;
    // a step: share and gates 4·5 and their gradients, c h and theirs, tanh c, logits and theirs, id, target, loss, weight
    const values = 2 * 20 + 4 * 5 + 5 + 2 * 11 + 4;
    expect((floats(1016) - floats(1000)) / 16).to.be.closeTo(batch * values, 1);
  });

  it('refuses a plan above 256 MB before anything is allocated, and says what to make smaller', () => {
    const model = characters({ type: 'lstm', units: 1024 });
    const options = { ...training, batch: 128, inputSteps: 256, outputSteps: 256 };
    expect(() => planOf(model, options))
      .to.throw(MemoryLimitError, /more than 256 MB: make the layers, the batch or the length smaller/)
      .with.property('bytes')
      .that.is.greaterThan(MEMORY_LIMIT);
  });
});
