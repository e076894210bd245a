import { STATIC, type EquationId } from '../nn/equation.ts';
import { scanOfTerms, termsOf, type BpttTerm } from '../nn/bptt-terms.ts';
import { stateVector, stepJacobian, type StepFrames } from '../nn/jacobian.ts';
import type { Matrix } from '../nn/matrix.ts';
import type { Network } from './network.ts';

/**
 * The terms of BPTT's sum (`src/nn/bptt-terms.ts`), made of the values that the present pass recorded, which must have
 * come through its loss phase; the pass's loss weights do not count.
 */
export function* bpttTerms(network: Network): Generator<BpttTerm> {
  const { trace, lengths } = network;
  const steps = lengths[scanOfTerms(trace)];
  yield* termsOf(trace, { steps, frames: recordedFrames(network) });
}

/** ∂s_t/∂s_{t−1} of the whole state at each step of the present pass, whose forward phase must be over. */
export function stateJacobians(network: Network): Matrix[] {
  const { trace } = network;
  const scan = scanOfTerms(trace);
  const vector = stateVector(trace, scan);
  const frames = recordedFrames(network);
  return Array.from({ length: network.lengths[scan] }, (_, t) => stepJacobian(trace, { vector, frames: frames(t) }));
}

/** The present pass's values by step and equation. Throws when one is asked for that is not computed yet. */
export function recordedFrames({ trace, recorder, parameters }: Network): (t: number) => StepFrames {
  const known: Float64Array[][] = trace.equations.map(() => []);
  const read = (id: EquationId, t: number): Float64Array => {
    const equation = trace.equations[id];
    if (equation.op === 'parameter') return parameters[equation.attributes.parameter];
    const frame = recorder.frame(id, t);
    if (frame === undefined) throw new Error(`no value of equation ${id} at step ${t} is recorded`);
    return frame.values;
  };
  return (t) => (id) => {
    const { scan } = trace.equations[id];
    const step = scan === STATIC || trace.scans[scan].length === 'once' ? 0 : t;
    return (known[id][step] ??= read(id, step));
  };
}
