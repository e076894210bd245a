import { expect } from 'chai';
import { BpttTrainer, type BpttTraining } from '../../src/app/bptt-trainer.ts';
import { bpttLesson, taggingNetwork } from '../../src/lessons/bptt.ts';
import { idsOf } from '../../src/lessons/tagged-sentences.ts';
import { network } from '../../src/streams/network.ts';

function trained(training: BpttTraining, updates: number): BpttTrainer {
  const trainer = new BpttTrainer(training);
  for (let n = 0; n < updates; n++) trainer.update();
  return trainer;
}

/** The largest difference between two sets of parameters. */
function apart(a: BpttTrainer['parameters'], b: BpttTrainer['parameters']): number {
  return Math.max(
    ...Object.entries(a).flatMap(([name, values]) => [...values].map((w, n) => Math.abs(w - b[name][n]))),
  );
}

describe('BpttTrainer', () => {
  for (const cell of ['rnn', 'lstm', 'gru'] as const) {
    it(`updates as the streams' own update phase does, clipped too, to 1e-6, ${cell}`, () => {
      const trainer = new BpttTrainer({ cell, language: 'en', clip: 2 });
      const streams = network(taggingNetwork(cell, 'en'), trainer.parameters);
      for (let n = 0; n < 3; n++) {
        const { input, target } = idsOf('en', n);
        // the norm of the sum is that of the mean times the steps
        const optimizer = { ...bpttLesson.optimizer, clip_norm: 2 / input.length };
        streams.feed({ input, target, lossWeights: input.map(() => 1 / input.length), optimizer });
        streams.scheduler.drain();
        trainer.update();
      }
      expect(apart(trainer.parameters, streams.parameters)).to.be.lessThan(1e-6);
      expect(trainer.clipped).to.be.greaterThan(0);
      streams.dispose();
      trainer.dispose();
    });
  }

  it('leaves out what truncation cuts: one step is the part through the own step alone', () => {
    const language = 'en' as const;
    const whole = trained({ cell: 'rnn', language, truncate: 100 }, 2);
    const plain = trained({ cell: 'rnn', language }, 2);
    expect(apart(whole.parameters, plain.parameters)).to.equal(0);
    const cut = trained({ cell: 'rnn', language, truncate: 1 }, 2);
    expect(apart(cut.parameters, plain.parameters)).to.be.greaterThan(1e-4);
    for (const each of [whole, plain, cut]) each.dispose();
  });

  it('still learns with one step alone, and counts no clipping where there is none', () => {
    const trainer = trained({ cell: 'gru', language: 'zh', truncate: 1 }, 40);
    const loss = () => {
      const streams = network(taggingNetwork('gru', 'zh'), trainer.parameters);
      streams.feed(idsOf('zh', 0));
      streams.scheduler.drain();
      const total = streams.recorder.totalLoss() ?? NaN;
      streams.dispose();
      return total;
    };
    const fresh = new BpttTrainer({ cell: 'gru', language: 'zh' });
    const streams = network(taggingNetwork('gru', 'zh'), fresh.parameters);
    streams.feed(idsOf('zh', 0));
    streams.scheduler.drain();
    expect(loss()).to.be.lessThan(0.8 * (streams.recorder.totalLoss() ?? NaN));
    expect(trainer.clipped).to.equal(0);
    for (const each of [trainer, fresh, streams]) each.dispose();
  });
});
