import { Random } from '../src/nn/random.ts';
import type { LabelledData } from '../src/train/protocol.ts';
import type { Memory } from './arena/memory.ts';
import type { BatchFeeds, Batches, BatchesFrom, Cursor } from './batches.ts';
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
  private readonly random: Random;
  private epoch: number;
  private position: number;
  private order: Uint32Array;

  constructor(
    private readonly drawing: Drawing,
    from: BatchesFrom,
  ) {
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
    const { training, batch } = this.drawing;
    return Math.max(1, Math.floor(training.length / batch));
  }

  prepare(): boolean {
    if (this.position >= this.batches) {
      this.epoch++;
      this.position = 0;
      this.order = this.drawOrder();
    }
    return true;
  }

  write(memory: Memory, { input, target }: BatchFeeds): void {
    const { data, batch } = this.drawing;
    for (let row = 0; row < batch; row++) {
      const example = this.order[(this.position * batch + row) % this.order.length];
      writeExample(memory, { data, example, input, row });
      memory.whole[target.address + row] = data.labels[example];
    }
    this.position++;
  }

  private drawOrder(): Uint32Array {
    return this.random.shuffle(this.drawing.training.slice());
  }
}
