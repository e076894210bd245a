import { exp, log } from '../src/nn/maths.ts';
import type { Confusions } from './confusions.ts';

/** A target among so many likeliest counts for `hitsOfFive`. */
const FIVE = 5;

/** Where one output stands in memory: its first number and how many there are. */
interface Output {
  readonly floats: Float32Array;
  readonly address: number;
  readonly width: number;
}

/** What is added up over predictions of a class: nats, hits, and on request which class was taken for which. */
export class Tally {
  count = 0;
  /** Σ cross-entropy. */
  nats = 0;
  /** The target was the likeliest; of equal ones the first counts. */
  hits = 0;
  /** The target was among the five likeliest; counted only with `confusions`. */
  hitsOfFive = 0;

  /** @param confusions absent: nothing of single classes is kept */
  constructor(private readonly confusions?: Confusions) {}

  /** Cross-entropy of one prediction: log Σ e^z − z of the target. */
  add({ floats, address, width }: Output, target: number): void {
    const end = address + width;
    let likeliest = address;
    for (let n = address + 1; n < end; n++) if (floats[n] > floats[likeliest]) likeliest = n;
    const most = floats[likeliest];
    let sum = 0;
    for (let n = address; n < end; n++) sum += exp(floats[n] - most);
    this.nats += log(sum) + most - floats[address + target];
    this.count++;
    if (likeliest === address + target) this.hits++;
    if (this.confusions === undefined) return;
    this.confusions.add(target, likeliest - address);
    if (rankOf({ floats, address, width }, target) < FIVE) this.hitsOfFive++;
  }
}

/** How many classes are likelier than the target; of equal ones those before it are. */
function rankOf({ floats, address, width }: Output, target: number): number {
  const wanted = floats[address + target];
  let rank = 0;
  for (let n = 0; n < width; n++) {
    const other = floats[address + n];
    if (other > wanted || (other === wanted && n < target)) rank++;
  }
  return rank;
}
