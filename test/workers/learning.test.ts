import { expect } from 'chai';
import { firstValueFrom, filter, map, toArray, takeWhile, mergeMap } from 'rxjs';
import { Trainer } from '../../src/train/trainer.ts';
import { adam, austenData, settingsOf } from '../support/training.ts';

describe('learning', () => {
  it('300 steps of a 64-unit LSTM on Austen bring the mean loss of the last 20 below 2.2 nats', async function () {
    this.timeout(180_000);
    const data = await austenData();
    const settings = settingsOf({
      vocabulary: data.vocabulary.length,
      layers: [{ name: 'cell', type: 'lstm', units: 64 }],
      batch: 16,
      length: 32,
      steps: 300,
      optimizer: { ...adam, learning_rate: 0.01 },
    });
    const trainer = new Trainer();
    try {
      const losses$ = trainer.events$.pipe(
        takeWhile(({ type }) => type !== 'finished' && type !== 'failed' && type !== 'diverged'),
        filter((event) => event.type === 'steps'),
        mergeMap(({ measures }) => measures),
        map(({ loss }) => loss),
        toArray(),
      );
      const done = firstValueFrom(losses$);
      trainer.start({ run: 'austen', settings, data });
      const losses = await done;
      expect(losses).to.have.length(300);
      const last = losses.slice(-20);
      expect(last.reduce((sum, loss) => sum + loss, 0) / 20).to.be.below(2.2);
    } finally {
      trainer.dispose();
    }
  });
});
