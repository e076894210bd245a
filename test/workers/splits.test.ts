import { expect } from 'chai';
import { filter, firstValueFrom, map } from 'rxjs';
import { Random } from '../../src/nn/random.ts';
import type { TrainerEvent, TrainingState } from '../../src/train/protocol.ts';
import { Trainer } from '../../src/train/trainer.ts';
import { randomRun, type RandomRun } from '../support/random-runs.ts';
import { bars, convolutions, labelledSettings, perceptron } from '../support/labelled.ts';
import { databaseName, openStore, runRecord } from '../support/store.ts';
import { hashOf } from '../support/training.ts';

const CASES = 30;
const STEPS = 1000;
const FIRST_SEED = 1;

const trainers: Trainer[] = [];

function newTrainer(): Trainer {
  const trainer = new Trainer();
  trainers.push(trainer);
  return trainer;
}

/** The next event of a kind; a failed or diverged run rejects. */
function next<T extends TrainerEvent['type']>(trainer: Trainer, type: T): Promise<Extract<TrainerEvent, { type: T }>> {
  return firstValueFrom(
    trainer.events$.pipe(
      map((event): TrainerEvent => {
        if (event.type === 'failed') throw new Error(event.message);
        if (event.type === 'diverged') throw new Error(`diverged at step ${event.step}`);
        return event;
      }),
      filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type),
    ),
  );
}

async function straight(trainer: Trainer, { settings, data }: RandomRun): Promise<TrainingState> {
  const finished = next(trainer, 'finished');
  trainer.start({ run: 'straight', settings, data });
  return (await finished).state;
}

/** Trains in slices of the worker's loop, pauses behind this step, and hands over the state at which it stands. */
async function paused(trainer: Trainer, { run, behind }: { run: RandomRun; behind: number }): Promise<TrainingState> {
  const started = next(trainer, 'started');
  trainer.start({ run: 'split', settings: run.settings, data: run.data });
  await started;
  for (let step = 0; step <= behind;) {
    const stopped = next(trainer, 'paused');
    trainer.resume();
    trainer.pause();
    step = (await stopped).step;
  }
  return trainer.snapshot();
}

/** Through a real database that is closed and opened again; the worker is ended in between without a word. */
async function killed(trainer: Trainer, state: TrainingState): Promise<TrainingState> {
  const name = databaseName();
  const store = openStore({ name });
  await store.checkpoints.save({ run: runRecord({ id: 'split', step: state.step }), state });
  trainer.dispose();
  await store.close();
  const loaded = await openStore({ name }).checkpoints.latest('split');
  if (loaded === undefined) throw new Error('expected a checkpoint');
  return loaded.state;
}

async function resumed(
  trainer: Trainer,
  { run: { settings, data }, state }: { run: RandomRun; state: TrainingState },
): Promise<TrainingState> {
  const finished = next(trainer, 'finished');
  trainer.start({ run: 'split', settings, data, state });
  return (await finished).state;
}

/** Trains in one go, and again with a pause somewhere: the bits must be the same. A new worker comes back with the step of the pause. */
async function split(trainer: Trainer, { run, seed }: { run: RandomRun; seed: number }) {
  const { steps } = run.settings;
  const wanted = await straight(trainer, run);
  const behind = Random.seeded(seed, 'behind').below(steps / 2);
  const state = await killed(trainer, await paused(trainer, { run, behind }));
  const next = newTrainer();
  const came = await resumed(next, { run, state });
  const place = `seed ${seed}, split at step ${state.step}: ${run.words}`;
  expect(came.step, place).to.equal(steps);
  expect(await hashOf(came), place).to.equal(await hashOf(wanted));
  return { trainer: next, step: state.step };
}

describe('a run that was paused, killed, reopened and resumed', () => {
  afterEach(() => {
    for (const trainer of trainers.splice(0)) trainer.dispose();
  });

  it(`ends in the very bits of one never stopped, for ${CASES} random runs`, async function () {
    this.timeout(120_000);
    let trainer = newTrainer();
    let inside = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      const done = await split(trainer, { run: randomRun(seed, STEPS), seed });
      trainer = done.trainer;
      if (done.step > 0 && done.step < STEPS) inside++;
    }
    // most splits must be real ones, or the test shows nothing
    expect(inside).to.be.above(CASES / 2);
  });

  // a run so long that the worker cannot make it between two messages
  for (const [words, layers, steps] of [
    ['perceptron', perceptron(12), 30_000],
    ['convolutional network', convolutions, 2000],
  ] as const) {
    it(`ends in the very bits of one never stopped, for a ${words} on pictures`, async function () {
      this.timeout(120_000);
      const data = bars(120);
      const changes = { batch: 9, steps, seed: 3, validation: { share: 0.2, every: 500 } };
      const settings = labelledSettings(data, { layers, ...changes });
      const { step } = await split(newTrainer(), { run: { settings, data, words }, seed: 2 });
      expect(step).to.be.above(0).and.below(settings.steps);
    });
  }
});
