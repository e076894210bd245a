import { network, type Network } from '../streams/network.ts';
import { idsOf, type LabDocument } from './lab-document.ts';

/** A gradient measured twice: by the chain rule, and by moving the weight. */
export interface GradientCheck {
  /** ∂E/∂w by the backward pass. */
  readonly analytic: number;
  /** (E(w + ε) − E(w − ε)) / 2ε by two forward passes. */
  readonly numeric: number;
  /** |difference| / larger size; 0 where both are 0. */
  readonly relative: number;
  readonly epsilon: number;
  /** E with the weight raised and lowered. */
  readonly losses: readonly [up: number, down: number];
  /** (E(w + ε) − E(w)) / ε and (E(w) − E(w − ε)) / ε, where E has a kink within ε of w: a ReLU at 0. */
  readonly kink?: readonly [up: number, down: number];
}

/** Central differences err by ε²; below this rounding errs more. */
const EPSILON = 1e-4;

/** At a kink the chain rule takes the slope of one side: it is off by half of what the two differ, else by ε² beside ε. */
const BEND = 0.1;
/** Far above what rounding does to a slope. */
const LEAST = 1e-7;

/** Asks the streams themselves: four passes over the document's text, which leave the lab's own pass alone. */
export function checkGradient(
  document: LabDocument,
  { parameter, index }: { readonly parameter: string; readonly index: number },
): GradientCheck {
  const analytic = pass(document, {
    read: (net) => net.recorder.total(parameter)?.[index] ?? NaN,
    until: 'update',
  });
  const up = lossAt(document, { parameter, index, by: EPSILON });
  const down = lossAt(document, { parameter, index, by: -EPSILON });
  const here = lossAt(document, { parameter, index, by: 0 });
  const numeric = (up - down) / (2 * EPSILON);
  const slopes = [(up - here) / EPSILON, (here - down) / EPSILON] as const;
  const off = Math.abs(analytic - numeric);
  const isKink = off > LEAST && off > BEND * Math.abs(slopes[0] - slopes[1]);
  return {
    analytic,
    numeric,
    relative: apart(analytic, numeric),
    epsilon: EPSILON,
    losses: [up, down],
    ...(isKink && { kink: slopes }),
  };
}

/** |difference| / larger size; 0 where both are 0. */
function apart(a: number, b: number): number {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return larger === 0 ? 0 : Math.abs(a - b) / larger;
}

function lossAt(
  document: LabDocument,
  { parameter, index, by }: { readonly parameter: string; readonly index: number; readonly by: number },
): number {
  const values = Float64Array.from(document.parameters[parameter]);
  values[index] += by;
  const nudged = { ...document, parameters: { ...document.parameters, [parameter]: values } };
  return pass(nudged, { read: (net) => net.recorder.totalLoss() ?? NaN, until: 'backward' });
}

/** Runs a pass up to where a phase begins, or to its end, and reads one number of it. */
function pass(
  document: LabDocument,
  { read, until }: { readonly until: 'backward' | 'update'; read(net: Network): number },
): number {
  const net = network(document.spec, document.parameters);
  net.feed(idsOf(document));
  net.seek(net.steps.find(({ phase }) => phase === until)?.position ?? net.total);
  const number = read(net);
  net.dispose();
  return number;
}
