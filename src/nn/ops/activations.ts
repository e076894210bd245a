import { erf, exp, expm1, sigmoid, softplus, tanh } from '../maths.ts';
import { unary } from './elementwise.ts';

const LEAK = 0.01;
/** 1/√(2π) */
const NORMAL_PEAK = 0.3989422804014327;

/** Activations, each with its derivative beside it; definitions as in PyTorch. */
export const activations = {
  sigmoid: unary({
    symbol: 'σ',
    value: sigmoid,
    slope: (_x, y) => y * (1 - y),
    tex: (x) => `\\sigma\\left(${x}\\right)`,
    onnx: 'Sigmoid',
  }),
  tanh: unary({
    symbol: 'tanh',
    value: tanh,
    slope: (_x, y) => 1 - y * y,
    tex: (x) => `\\tanh\\left(${x}\\right)`,
    onnx: 'Tanh',
  }),
  /** max(0, x); the subgradient at 0 is 0. */
  relu: unary({
    symbol: 'ReLU',
    value: (x) => (x > 0 ? x : x === x ? 0 : x),
    slope: (x) => (x > 0 ? 1 : 0),
    tex: (x) => `\\operatorname{ReLU}\\left(${x}\\right)`,
    onnx: 'Relu',
  }),
  'leaky-relu': unary({
    symbol: 'LeakyReLU',
    value: (x) => (x > 0 ? x : LEAK * x),
    slope: (x) => (x > 0 ? 1 : LEAK),
    tex: (x) => `\\operatorname{LeakyReLU}\\left(${x}\\right)`,
    onnx: 'LeakyRelu',
  }),
  elu: unary({
    symbol: 'ELU',
    value: (x) => (x > 0 ? x : expm1(x)),
    slope: (x, y) => (x > 0 ? 1 : y + 1),
    tex: (x) => `\\operatorname{ELU}\\left(${x}\\right)`,
    onnx: 'Elu',
  }),
  /** x Φ(x) with the exact Φ, by erf (Hendrycks and Gimpel 2016). */
  gelu: unary({
    symbol: 'GELU',
    value: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
    slope: (x) => 0.5 * (1 + erf(x * Math.SQRT1_2)) + x * NORMAL_PEAK * exp(-0.5 * x * x),
    tex: (x) => `\\operatorname{GELU}\\left(${x}\\right)`,
    onnx: 'Gelu',
  }),
  softplus: unary({
    symbol: 'softplus',
    value: softplus,
    slope: (x) => sigmoid(x),
    tex: (x) => `\\operatorname{softplus}\\left(${x}\\right)`,
    onnx: 'Softplus',
  }),
};

export type ActivationName = keyof typeof activations;
