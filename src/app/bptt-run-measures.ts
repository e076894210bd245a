/** What a worker measured of a run's network that read a text, by the letters of the screen. */
import { charactersOf } from '../datasets/text.ts';
import { bpttParameters } from '../formula/bptt-letters.ts';
import type { Trace } from '../nn/equation.ts';
import type { JacobianReach } from '../nn/jacobian-norms.ts';
import type { MeasuredTerms } from '../train/protocol.ts';
import type { BpttWeight } from './bptt-document.ts';

export interface ReadCharacter {
  readonly word: string;
  /** What comes next, and the probability the network gave it. */
  readonly target: string;
  readonly probability: number;
}

export interface BpttRunMeasures {
  readonly steps: number;
  /** As in `BpttMeasures`. */
  readonly norms: Readonly<Record<BpttWeight, Float64Array>>;
  readonly arriving: Float64Array;
  readonly words: readonly ReadCharacter[];
  /** Σ E_t, nats. */
  readonly loss: number;
  /** Absent until it is measured. */
  readonly reach?: JacobianReach;
}

interface Read {
  readonly terms: MeasuredTerms;
  readonly text: string;
}

/** Throws where a weight has no terms. */
export function readMeasures(trace: Trace, { terms, text }: Read): BpttRunMeasures {
  const { steps, norms, arriving, losses } = terms;
  const names = bpttParameters(trace);
  const table = (weight: BpttWeight): Float64Array => {
    const found = norms[names[weight]];
    if (found === undefined) throw new Error(`${names[weight]}: expected terms of it, got none`);
    return found;
  };
  const characters = charactersOf(text);
  return {
    steps,
    norms: { x: table('x'), h: table('h'), o: table('o'), b: table('b') },
    arriving,
    // E_t = −ln p of what came
    words: Array.from(losses, (loss, t) => ({
      word: characters[t],
      target: characters[t + 1],
      probability: Math.exp(-loss),
    })),
    loss: losses.reduce((sum, each) => sum + each, 0),
  };
}
