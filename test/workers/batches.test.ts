import { expect } from 'chai';
import fc from 'fast-check';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Network } from '../../workers/arena/network.ts';
import { readBatch } from '../../workers/arena/transfer.ts';
import { TextBatches, TextTooShortError } from '../../workers/batches.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { planOf, type FeedPlace } from '../../workers/plan/plan.ts';

interface Cutting {
  readonly batch: number;
  readonly length: number;
  readonly carry: boolean;
  readonly characters: number;
  readonly seed: number;
}

const cuttings: fc.Arbitrary<Cutting> = fc.record({
  batch: fc.integer({ min: 1, max: 6 }),
  length: fc.integer({ min: 1, max: 9 }),
  carry: fc.boolean(),
  characters: fc.integer({ min: 120, max: 400 }),
  seed: fc.integer({ min: 0, max: 1000 }),
});

/** Each character's id is its place in the text, so that a batch tells where it came from. */
const placesOf = (characters: number) => Uint16Array.from({ length: characters }, (_, n) => n);

class Reader {
  readonly batches: TextBatches;
  private readonly network: Network;

  constructor({ batch, length, carry, characters, seed }: Cutting) {
    const model = parseModel({
      input: { kind: 'ids', shape: [], sequence: true },
      layers: [{ name: 'x', type: 'one-hot', vocabulary: 401 }],
      loss: 'cross-entropy',
    });
    const plan = planOf(traceModel(model), { kind: 'training', batch, inputSteps: length, outputSteps: length });
    this.network = new Network(plan, referenceKernels());
    this.batches = new TextBatches({ ids: placesOf(characters), batch, length, carry }, { seed });
  }

  /** The next batch's windows and targets, and whether it began anew. */
  next(): { anew: boolean; windows: number[][]; targets: number[][] } {
    const { network } = this;
    const anew = this.batches.prepare();
    const [input, target] = [this.feed('input'), this.feed('target')];
    this.batches.write(network.memory, { input, target });
    return { anew, windows: this.rows(input), targets: this.rows(target) };
  }

  private feed(role: 'input' | 'target'): FeedPlace {
    const feed = this.network.feed(role);
    if (feed === undefined) throw new Error(`no ${role}`);
    return feed;
  }

  private rows(feed: FeedPlace): number[][] {
    const { whole } = this.network.memory;
    const numbers = readBatch({ ...this.network.memory, floats: Float32Array.from(whole) }, feed);
    return Array.from({ length: feed.rows }, (_, row) => [
      ...numbers.subarray(row * feed.slots, (row + 1) * feed.slots),
    ]);
  }
}

describe('TextBatches', () => {
  it('pairs each character with the one that follows it', () => {
    fc.assert(
      fc.property(cuttings, (cutting) => {
        const { windows, targets } = new Reader(cutting).next();
        windows.forEach((window, row) => {
          expect(targets[row]).to.deep.equal(window.map((place) => place + 1));
          expect(window).to.deep.equal(window.map((_, t) => window[0] + t));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('covers the text in an epoch but for less than one window a lane, each character once', () => {
    fc.assert(
      fc.property(cuttings, (cutting) => {
        const reader = new Reader(cutting);
        const seen: number[] = [];
        while (reader.batches.cursor.epoch === 0 && seen.length <= cutting.characters) {
          const { batches } = reader.batches;
          if (reader.batches.cursor.position >= batches) break;
          seen.push(...reader.next().windows.flat());
        }
        expect(new Set(seen).size).to.equal(seen.length);
        const { batch, length, characters, carry } = cutting;
        // without lanes the last windows that do not fill a batch wait for the next epoch's order
        const left = characters - 1 - seen.length;
        expect(left).to.be.within(0, carry ? batch * length : (batch + 1) * length);
      }),
      { numRuns: 40 },
    );
  });

  it('with carried states, goes on in each lane where the window before ended, and begins anew each epoch', () => {
    fc.assert(
      fc.property(cuttings, (cutting) => {
        const reader = new Reader({ ...cutting, carry: true });
        let before = reader.next();
        expect(before.anew).to.equal(true);
        for (let n = 0; n < 2 * reader.batches.batches; n++) {
          const { epoch } = reader.batches.cursor;
          const batch = reader.next();
          expect(batch.anew).to.equal(reader.batches.cursor.epoch !== epoch);
          if (!batch.anew)
            expect(batch.windows.map(([first]) => first - 1)).to.deep.equal(before.windows.map((w) => w.at(-1)));
          before = batch;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('draws other lanes in other epochs and for other seeds, the same for the same seed', () => {
    const cutting = { batch: 2, length: 5, carry: true, characters: 129, seed: 7 };
    const orders = (seed: number) => {
      const { batches } = new Reader({ ...cutting, seed });
      return Array.from({ length: 6 }, (_, epoch) => {
        const reader = new Reader({ ...cutting, seed });
        for (let n = 0; n < epoch * batches.batches + 1; n++) reader.next();
        expect(reader.batches.cursor.epoch).to.equal(epoch);
        return [...reader.batches.cursor.order].join();
      });
    };
    expect(orders(7)).to.deep.equal(orders(7));
    expect(new Set(orders(7)).size).to.be.above(3);
    expect(orders(7)).to.not.deep.equal(orders(8));
  });

  it('lets lanes overlap in a text shorter than a batch, and refuses one shorter than a window', () => {
    const cutting = { batch: 8, length: 5, carry: true, seed: 1 };
    const { windows } = new Reader({ ...cutting, characters: 6 }).next();
    expect(windows).to.deep.equal(Array.from({ length: 8 }, () => [0, 1, 2, 3, 4]));
    expect(() => new Reader({ ...cutting, characters: 5 })).to.throw(
      TextTooShortError,
      'the text has 5 characters, a window needs 6',
    );
  });
});
