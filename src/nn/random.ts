import { log } from './maths.ts';

/** The whole state of a generator: four unsigned 32-bit words. JSON and structured-clone safe. */
export type RandomState = readonly [number, number, number, number];

/** A seeded source of numbers (xoshiro128**, Blackman and Vigna 2018). Same state, same numbers, in every engine. */
export class Random {
  private readonly s: Uint32Array;

  private constructor(state: ArrayLike<number>) {
    this.s = Uint32Array.from(state);
  }

  /** A generator for one purpose: the same seed gives independent numbers to 'initializers', 'shuffle', … */
  static seeded(seed: number, purpose = ''): Random {
    let mixed = (seed ^ 0x9e3779b9) >>> 0;
    for (let n = 0; n < purpose.length; n++) mixed = Math.imul(mixed ^ purpose.charCodeAt(n), 0x01000193) >>> 0;
    const words = new Uint32Array(4);
    for (let n = 0; n < 4; n++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      words[n] = splitMix(mixed);
    }
    return new Random(words);
  }

  static from(state: RandomState): Random {
    return new Random(state);
  }

  get state(): RandomState {
    return [this.s[0], this.s[1], this.s[2], this.s[3]];
  }

  /** Next 32 random bits as an unsigned integer. */
  bits(): number {
    const s = this.s;
    const scrambled = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return scrambled;
  }

  /** Uniform in [0, 1), 24 bits: exact in float32. */
  uniform(): number {
    return (this.bits() >>> 8) / 16777216;
  }

  /** A whole number in 0 … n−1, each equally likely (rejection, no modulo bias). */
  below(n: number): number {
    const limit = Math.floor(4294967296 / n) * n;
    let bits = this.bits();
    while (bits >= limit) bits = this.bits();
    return bits % n;
  }

  /** Standard normal, Marsaglia's polar method; one value a call so that the state is all there is. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
    }
  }

  /** Fisher–Yates, in place. */
  shuffle<T extends { length: number; [n: number]: number }>(items: T): T {
    for (let n = items.length - 1; n > 0; n--) {
      const other = this.below(n + 1);
      const kept = items[n];
      items[n] = items[other];
      items[other] = kept;
    }
    return items;
  }
}

function rotateLeft(x: number, by: number): number {
  return ((x << by) | (x >>> (32 - by))) >>> 0;
}

function splitMix(x: number): number {
  let z = x;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
