import { Random } from '../src/nn/random.ts';
import type { Network } from './arena/network.ts';
import type { FeedPlace } from './plan/plan.ts';

/** The masks that dropout multiplies with: 1 with probability 1 − rate, else 0. */
export class DropoutMasks {
  private readonly feeds: readonly FeedPlace[];

  constructor(
    private readonly network: Network,
    private readonly seed: number,
  ) {
    this.feeds = network.plan.feeds.filter(({ role }) => role === 'kept');
  }

  /** Draws all masks anew. They depend on seed and step alone, so that a resumed run needs no state to go on with the same. */
  draw(step: number): void {
    if (this.feeds.length === 0) return;
    const random = Random.seeded(this.seed, `dropout ${step}`);
    const { floats } = this.network.memory;
    for (const { address, width, rows, slots, dropout } of this.feeds) {
      const rate = dropout?.rate ?? 0;
      const end = address + slots * rows * width;
      for (let n = address; n < end; n++) floats[n] = random.uniform() < rate ? 0 : 1;
    }
  }
}
