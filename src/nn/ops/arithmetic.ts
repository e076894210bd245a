import { binary, unary } from './elementwise.ts';

/** The arithmetic between gates and states, unit by unit. */
export const arithmetic = {
  add: binary({
    value: (a, b) => a + b,
    slope: () => 1,
    terms: [[0], [1]],
    slopeFactors: () => [],
    tex: (a, b) => `${a} + ${b}`,
    onnx: 'Add',
  }),
  subtract: binary({
    value: (a, b) => a - b,
    slope: (n) => (n === 0 ? 1 : -1),
    terms: [[0], ['minus', 1]],
    slopeFactors: (n) => (n === 0 ? [] : ['minus']),
    tex: (a, b) => `${a} - ${b}`,
    onnx: 'Sub',
  }),
  multiply: binary({
    value: (a, b) => a * b,
    slope: (n, a, b) => (n === 0 ? b : a),
    terms: [[0, 1]],
    slopeFactors: (n) => (n === 0 ? [1] : [0]),
    tex: (a, b) => `${a} \\odot ${b}`,
    onnx: 'Mul',
  }),
  /** 1 − x, the other share of a gate. */
  complement: unary({
    symbol: '1 −',
    value: (x) => 1 - x,
    slope: () => -1,
    tex: (x) => `\\left(1 - ${x}\\right)`,
    onnx: 'Sub',
  }),
};
