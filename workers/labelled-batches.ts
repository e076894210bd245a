import type { LabelledData } from '../src/train/protocol.ts';
import type { Memory } from './arena/memory.ts';
import type { BatchFeeds, Batches } from './batches.ts';
import { Epochs, type BatchesFrom, type Cursor } from './epochs.ts';
import { writeExample } from './labelled.ts';

interface Drawing {
  readonly data: LabelledData;
  /** Places in the data of the examples that are trained on. */
  readonly training: Uint32Array;
  /** Examples in a batch. */
  readonly batch: number;
}

/**
 * Labelled examples in mini-batches: each epoch visits them in a new shuffled order, and leaves the last few out that
 * fill no batch; where there are fewer than a batch holds, they come more than once.
 */
export class LabelledBatches implements Batches {
  private readonly epochs: Epochs;

  constructor(
    private readonly drawing: Drawing,
    from: BatchesFrom,
  ) {
    this.epochs = new Epochs(from, (random) => random.shuffle(drawing.training.slice()));
  }

  get cursor(): Cursor {
    return this.epochs.cursor;
  }

  get batches(): number {
    const { training, batch } = this.drawing;
    return Math.max(1, Math.floor(training.length / batch));
  }

  prepare(): boolean {
    this.epochs.turn(this.batches);
    return true;
  }

  write(memory: Memory, { input, target }: BatchFeeds): void {
    const { data, batch } = this.drawing;
    const { order, position } = this.epochs;
    for (let row = 0; row < batch; row++) {
      const example = order[(position * batch + row) % order.length];
      writeExample(memory, { data, example, input, row });
      memory.whole[target.address + row] = data.labels[example];
    }
    this.epochs.advance();
  }
}
