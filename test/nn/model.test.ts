import { expect } from 'chai';
import { cells, recurrentTypes } from '../../src/nn/cells/registry.ts';
import { SpecError } from '../../src/nn/cells/fields.ts';
import { initialize } from '../../src/nn/initializers.ts';
import { parseModel } from '../../src/nn/model.ts';
import { ShapeError } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';

const characters = (cell: object) => ({
  input: { kind: 'ids', shape: [], sequence: true },
  layers: [
    { name: 'x', type: 'one-hot', vocabulary: 7 },
    { name: 'cell', units: 4, ...cell },
    { name: 'logits', type: 'dense', units: 7 },
  ],
  loss: { type: 'cross-entropy' },
});

describe('parseModel', () => {
  it('fills in what the spec leaves open and survives JSON', () => {
    const spec = parseModel(characters({ type: 'lstm' }));
    expect(spec).to.deep.include({ shape: 'stack' });
    expect(parseModel(JSON.parse(JSON.stringify(spec)))).to.deep.equal(spec);
  });

  const wrong: readonly (readonly [string, object, string])[] = [
    [
      'units of −3',
      characters({ type: 'lstm', units: -3 }),
      'layers[1] "cell".units: expected a whole number from 1 to 4096, got -3',
    ],
    ['an unknown type', characters({ type: 'lstn' }), 'layers[1] "cell".type: expected a known layer type, got "lstn"'],
    [
      'an inherited name as type',
      characters({ type: 'toString' }),
      'layers[1] "cell".type: expected a known layer type, got "toString"',
    ],
    ['a field nobody reads', characters({ type: 'rnn', unit: 3 }), 'layers[1] "cell": expected only name, type, units'],
    [
      'a name twice',
      characters({ type: 'rnn', name: 'x' }),
      'layers[1].name: expected a name no other layer has, got "x"',
    ],
    ['no layers', { ...characters({ type: 'rnn' }), layers: [] }, 'layers: expected at least one layer, got []'],
    [
      'an unknown loss',
      { ...characters({ type: 'rnn' }), loss: { type: 'hinge' } },
      'loss.type: expected one of cross-entropy',
    ],
  ];
  for (const [what, spec, message] of wrong) {
    it(`refuses ${what} and names the place`, () => {
      expect(() => parseModel(spec)).to.throw(SpecError, message);
    });
  }

  it('refuses what is no object at all', () => {
    for (const value of [null, 3, 'lstm', [], undefined]) expect(() => parseModel(value)).to.throw(SpecError);
  });
});

describe('traceModel', () => {
  for (const type of recurrentTypes) {
    it(`${type}: names every value that its cell shows, and carries its states`, () => {
      const trace = traceModel(parseModel(characters({ type })));
      for (const value of Object.keys(cells[type].values)) expect(trace.values).to.have.property(`cell.${value}`);
      expect(trace.states.map(({ name }) => name).sort()).to.deep.equal([...cells[type].states].sort());
      expect(trace.scans).to.deep.equal([{ length: 'input' }]);
    });

    it(`${type}: every equation stands behind its inputs`, () => {
      const trace = traceModel(parseModel(characters({ type })), { masked: true });
      for (const { id, inputs } of trace.equations) for (const input of inputs) expect(input).to.be.below(id);
    });
  }

  it('puts the layers behind `returns: last` in a scan of one step', () => {
    const trace = traceModel(parseModel(characters({ type: 'gru', returns: 'last' })));
    expect(trace.scans).to.deep.equal([{ length: 'input' }, { length: 'once' }]);
    expect(trace.equations[trace.output].scan).to.equal(1);
  });

  it('runs dense along the last axis, every row through the same weights, as torch.nn.Linear', () => {
    const trace = traceModel(
      parseModel(onImages([{ name: 'each', type: 'dense', units: 7, activation: 'relu' }], 'mse')),
    );
    expect(trace.equations[trace.output].shape).to.deep.equal([2, 3, 7]);
    expect(trace.parameters.map(({ name, shape }) => ({ name, shape }))).to.deep.equal([
      { name: 'each.weight', shape: [7, 4] },
      { name: 'each.bias', shape: [7] },
    ]);
  });

  it('refuses several axes where one is meant, naming the layer', () => {
    const refused: readonly [object, string, string][] = [
      [
        { name: 'cell', type: 'lstm', units: 3 },
        'mse',
        'cell: expected one axis a step (flatten first), got [2, 3, 4]',
      ],
      [{ name: 'cell', type: 'gru', units: 3 }, 'mse', 'cell: expected one axis a step (flatten first), got [2, 3, 4]'],
      [{ name: 'cell', type: 'rnn', units: 3 }, 'mse', 'cell: expected one axis a step (flatten first), got [2, 3, 4]'],
      [
        { name: 'soft', type: 'dense', units: 3, activation: 'softmax' },
        'mse',
        'soft: expected one axis for softmax (flatten first), got [2, 3, 4]',
      ],
      [
        { name: 'each', type: 'dense', units: 3 },
        'cross-entropy',
        'loss: expected logits on one axis (flatten first), got [2, 3, 3]',
      ],
    ];
    for (const [layer, loss, message] of refused) {
      expect(() => traceModel(parseModel(onImages([layer], loss)))).to.throw(ShapeError, message);
    }
  });

  const ids = { kind: 'ids', shape: [], sequence: true };
  const one = { kind: 'values', shape: [2], sequence: false };
  const embedding = (name: string) => ({ name, type: 'embedding', vocabulary: 5, units: 3 });
  const rnn = { name: 'cell', type: 'rnn', units: 4 };
  const output = { name: 'logits', type: 'dense', units: 5 };
  const coded = { shape: 'encoder-decoder', input: ids, loss: 'cross-entropy' };
  const encoder = [embedding('source'), { ...rnn, name: 'encoder' }];
  const decoder = [embedding('target'), rnn, output];
  const misfits: readonly (readonly [string, object, string])[] = [
    [
      'a decoder of another size than the code',
      { ...coded, encoder, decoder: [embedding('target'), { ...rnn, units: 6 }, output] },
      'cell.h: expected [6], got [4] from the encoder',
    ],
    [
      'an encoder without a state',
      { ...coded, encoder: [embedding('source')], decoder },
      'encoder: expected a recurrent layer, whose last state is the code, got nothing',
    ],
    [
      'a decoder that the code cannot start',
      { ...coded, encoder, decoder: [embedding('target'), output] },
      'decoder: expected a recurrent layer, which the code starts, got nothing',
    ],
    [
      'a decoder that writes its last step alone',
      { ...coded, encoder, decoder: [embedding('target'), { ...rnn, returns: 'last' }, output] },
      'decoder: expected an output at each step',
    ],
    [
      'targets that cannot be read as ids',
      { ...coded, encoder, decoder, loss: 'mse' },
      'loss.type: expected cross-entropy, since this decoder reads its targets as ids, got "mse"',
    ],
    [
      'one to many from a sequence',
      { shape: 'one-to-many', steps: 3, input: { ...one, sequence: true }, layers: [rnn], loss: 'mse' },
      'input.sequence: expected false for one-to-many, got true',
    ],
    [
      'an output that is no next input',
      { shape: 'one-to-many', steps: 3, input: one, layers: [rnn], loss: 'mse' },
      'feedback.feedback: expected [2], got [4]',
    ],
    ['ids that are read as numbers', { input: ids, layers: [rnn], loss: 'mse' }, 'cell: expected values'],
    [
      'numbers that are read as ids',
      { input: one, layers: [embedding('x')], loss: 'mse' },
      'x: expected ids, got values',
    ],
    [
      'a name that the equations keep for themselves',
      { input: one, layers: [{ ...rnn, name: 'feedback' }], loss: 'mse' },
      'layers[0].name: expected',
    ],
  ];
  for (const [what, spec, message] of misfits) {
    it(`refuses ${what} and names the place`, () => expect(() => traceModel(parseModel(spec))).to.throw(message));
  }

  it('starts the decoder from the code, and only its first cell', () => {
    const ids = { type: 'embedding', vocabulary: 5, units: 3 };
    const trace = traceModel(
      parseModel({
        shape: 'encoder-decoder',
        input: { kind: 'ids', shape: [], sequence: true },
        encoder: [
          { name: 'source', ...ids },
          { name: 'encoder', type: 'lstm', units: 4 },
        ],
        decoder: [
          { name: 'previous', ...ids },
          { name: 'decoder', type: 'lstm', units: 4 },
          { name: 'second', type: 'lstm', units: 4 },
          { name: 'logits', type: 'dense', units: 5 },
        ],
        loss: { type: 'cross-entropy' },
      }),
    );
    const started = trace.states.filter(({ initial }) => initial !== undefined);
    expect(started.map(({ layer, name }) => `${layer}.${name}`)).to.deep.equal(['decoder.h', 'decoder.c']);
  });
});

const onImages = (layers: readonly object[], loss: string) => ({
  input: { kind: 'values', shape: [2, 3, 4], sequence: false },
  layers,
  loss: { type: loss },
});

describe('initialize', () => {
  const parameters = traceModel(parseModel(characters({ type: 'lstm', units: 6 }))).parameters;
  const parameter = (name: string) => {
    const found = parameters.find((each) => each.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it('makes each gate of the recurrent weight orthogonal (1e-6)', () => {
    const values = initialize(parameter('cell.weight_h'), 1);
    for (let gate = 0; gate < 4; gate++) {
      for (let a = 0; a < 6; a++) {
        for (let b = 0; b <= a; b++) {
          let dot = 0;
          for (let n = 0; n < 6; n++) dot += values[(gate * 6 + a) * 6 + n] * values[(gate * 6 + b) * 6 + n];
          expect(dot).to.be.closeTo(a === b ? 1 : 0, 1e-6);
        }
      }
    }
  });

  it('opens the forget gate: its bias is 1, the others 0', () => {
    const values = initialize(parameter('cell.bias'), 1);
    expect([...values]).to.deep.equal([
      ...Array<number>(6).fill(0),
      ...Array<number>(6).fill(1),
      ...Array<number>(12).fill(0),
    ]);
  });

  it('keeps Xavier within its limit and depends on the seed alone', () => {
    const weight = parameter('logits.weight');
    const values = initialize(weight, 1);
    const limit = Math.sqrt(6 / (7 + 6));
    expect(values.every((value) => Math.abs(value) <= limit)).to.equal(true);
    expect(initialize(weight, 1)).to.deep.equal(values);
    expect(initialize(weight, 2)).not.to.deep.equal(values);
  });
});
