import { Random, type RandomState } from '../src/nn/random.ts';
import type { Memory } from './arena/memory.ts';
import type { FeedPlace } from './plan/plan.ts';

/** Where a run is in its text: complete, so that the same cursor gives the same batches. */
export interface Cursor {
  readonly random: RandomState;
  readonly epoch: number;
  /** Batches of this epoch already seen. */
  readonly position: number;
  /** With carried states: where each lane starts. Without: the shuffled starts of all windows, or all examples. */
  readonly order: Uint32Array;
}

/** What a run reads, a batch at a time, for as many epochs as it takes. */
export interface Batches {
  /** Where the coming batch is. */
  readonly cursor: Cursor;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Goes on to the next epoch if this one is through; whether states begin anew with the coming batch. */
  prepare(): boolean;
  /** Writes the coming batch, time-major, and moves on. Call `prepare` first. */
  write(memory: Memory, feeds: BatchFeeds): void;
}

export interface BatchFeeds {
  readonly input: FeedPlace;
  readonly target: FeedPlace;
}

/** Where batches begin: with a seed, or where a run stood. */
export type BatchesFrom = { readonly seed: number } | { readonly cursor: Cursor };

interface Cutting {
  readonly ids: Uint16Array;
  /** Windows in a batch. */
  readonly batch: number;
  /** Characters in a window. */
  readonly length: number;
  /** Whether a window goes on where the one before it in the same lane ended. */
  readonly carry: boolean;
}

/** A text cannot be cut as asked. */
export class TextTooShortError extends Error {
  override readonly name = 'TextTooShortError';
  constructor(
    readonly characters: number,
    readonly needed: number,
  ) {
    super(`the text has ${characters} characters, a window needs ${needed}`);
  }
}

/**
 * Cuts a text into windows of `length` characters, each with the character that follows as its target.
 *
 * With carried states `batch` lanes lie one behind the other and cover the text but for less than one window a lane;
 * each epoch shifts them by a random amount. Without, all windows are visited in a shuffled order, again shifted.
 */
export class TextBatches implements Batches {
  private readonly random: Random;
  private epoch: number;
  private position: number;
  private order: Uint32Array;

  constructor(
    private readonly cutting: Cutting,
    from: BatchesFrom,
  ) {
    const needed = cutting.length + 1;
    if (cutting.ids.length < needed) throw new TextTooShortError(cutting.ids.length, needed);
    if ('cursor' in from) {
      const { random, epoch, position, order } = from.cursor;
      this.random = Random.from(random);
      this.epoch = epoch;
      this.position = position;
      this.order = Uint32Array.from(order);
    } else {
      this.random = Random.seeded(from.seed, 'batches');
      this.epoch = 0;
      this.position = 0;
      this.order = this.drawOrder();
    }
  }

  get cursor(): Cursor {
    const { epoch, position, order } = this;
    return { random: this.random.state, epoch, position, order };
  }

  get batches(): number {
    const { ids, batch, length, carry } = this.cutting;
    if (!carry) return Math.max(1, Math.floor(this.order.length / batch));
    return Math.max(1, Math.floor((ids.length - 1) / (batch * length)));
  }

  prepare(): boolean {
    if (this.position >= this.batches) {
      this.epoch++;
      this.position = 0;
      this.order = this.drawOrder();
    }
    return this.position === 0 || !this.cutting.carry;
  }

  write({ whole }: Memory, { input, target }: BatchFeeds): void {
    const { ids, batch, length } = this.cutting;
    for (let row = 0; row < batch; row++) {
      const start = this.start(row);
      for (let t = 0; t < length; t++) {
        whole[input.address + t * input.slotStride + row] = ids[start + t];
        whole[target.address + t * target.slotStride + row] = ids[start + t + 1];
      }
    }
    this.position++;
  }

  private start(row: number): number {
    const { batch, length, carry } = this.cutting;
    if (carry) return this.order[row] + this.position * length;
    return this.order[(this.position * batch + row) % this.order.length];
  }

  private drawOrder(): Uint32Array {
    return this.cutting.carry ? this.drawLanes() : this.drawWindows();
  }

  private drawLanes(): Uint32Array {
    const { ids, batch, length } = this.cutting;
    const span = length * Math.floor((ids.length - 1) / (batch * length));
    if (span > 0) {
      const shift = this.random.below(ids.length - batch * span);
      return Uint32Array.from({ length: batch }, (_, lane) => shift + lane * span);
    }
    // too short for lanes side by side: they overlap
    return Uint32Array.from({ length: batch }, () => this.random.below(ids.length - length));
  }

  private drawWindows(): Uint32Array {
    const { ids, length } = this.cutting;
    const shift = this.random.below(Math.min(length, ids.length - length));
    const windows = Math.floor((ids.length - 1 - shift) / length);
    return this.random.shuffle(Uint32Array.from({ length: windows }, (_, n) => shift + n * length));
  }
}
