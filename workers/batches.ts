import type { Random } from '../src/nn/random.ts';
import type { Memory } from './arena/memory.ts';
import { Epochs, type BatchesFrom, type Cursor } from './epochs.ts';
import type { FeedPlace } from './plan/plan.ts';

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
  private readonly epochs: Epochs;

  constructor(
    private readonly cutting: Cutting,
    from: BatchesFrom,
  ) {
    const needed = cutting.length + 1;
    if (cutting.ids.length < needed) throw new TextTooShortError(cutting.ids.length, needed);
    this.epochs = new Epochs(from, (random) => (cutting.carry ? this.drawLanes(random) : this.drawWindows(random)));
  }

  get cursor(): Cursor {
    return this.epochs.cursor;
  }

  get batches(): number {
    const { ids, batch, length, carry } = this.cutting;
    if (!carry) return Math.max(1, Math.floor(this.epochs.order.length / batch));
    return Math.max(1, Math.floor((ids.length - 1) / (batch * length)));
  }

  prepare(): boolean {
    this.epochs.turn(this.batches);
    return this.epochs.position === 0 || !this.cutting.carry;
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
    this.epochs.advance();
  }

  private start(row: number): number {
    const { batch, length, carry } = this.cutting;
    const { order, position } = this.epochs;
    if (carry) return order[row] + position * length;
    return order[(position * batch + row) % order.length];
  }

  private drawLanes(random: Random): Uint32Array {
    const { ids, batch, length } = this.cutting;
    const span = length * Math.floor((ids.length - 1) / (batch * length));
    if (span > 0) {
      const shift = random.below(ids.length - batch * span);
      return Uint32Array.from({ length: batch }, (_, lane) => shift + lane * span);
    }
    // too short for lanes side by side: they overlap
    return Uint32Array.from({ length: batch }, () => random.below(ids.length - length));
  }

  private drawWindows(random: Random): Uint32Array {
    const { ids, length } = this.cutting;
    const shift = random.below(Math.min(length, ids.length - length));
    const windows = Math.floor((ids.length - 1 - shift) / length);
    return random.shuffle(Uint32Array.from({ length: windows }, (_, n) => shift + n * length));
  }
}
