import { Random, type RandomState } from '../src/nn/random.ts';

/** Where a run is in its data: complete, so that the same cursor gives the same batches. */
export interface Cursor {
  readonly random: RandomState;
  readonly epoch: number;
  /** Batches of this epoch already seen. */
  readonly position: number;
  /** With carried states: where each lane starts. Without: the shuffled starts of all windows, or all examples. */
  readonly order: Uint32Array;
}

/** Where batches begin: with a seed, or where a run stood. */
export type BatchesFrom = { readonly seed: number } | { readonly cursor: Cursor };

/** Epoch after epoch, each in an order that is drawn when it begins. */
export class Epochs {
  private readonly random: Random;
  private epoch = 0;
  private at = 0;
  private drawn: Uint32Array;

  constructor(
    from: BatchesFrom,
    private readonly draw: (random: Random) => Uint32Array,
  ) {
    if ('cursor' in from) {
      const { random, epoch, position, order } = from.cursor;
      this.random = Random.from(random);
      this.epoch = epoch;
      this.at = position;
      this.drawn = Uint32Array.from(order);
    } else {
      this.random = Random.seeded(from.seed, 'batches');
      this.drawn = draw(this.random);
    }
  }

  get cursor(): Cursor {
    return { random: this.random.state, epoch: this.epoch, position: this.at, order: this.drawn };
  }

  /** Batches of this epoch already seen. */
  get position(): number {
    return this.at;
  }

  get order(): Uint32Array {
    return this.drawn;
  }

  /** One batch more was seen. */
  advance(): void {
    this.at++;
  }

  /** Goes on to the next epoch if this one, of so many batches, is through. */
  turn(batches: number): void {
    if (this.at < batches) return;
    this.epoch++;
    this.at = 0;
    this.drawn = this.draw(this.random);
  }
}
