import { expect } from 'chai';
import { filter, firstValueFrom, take, toArray } from 'rxjs';
import { initialParameters } from '../../src/nn/layout.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import type { TermsRequest, TrainerEvent } from '../../src/train/protocol.ts';
import { Trainer, TrainerError, WorkerDiedError } from '../../src/train/trainer.ts';
import { bestKernels } from '../../workers/kernels/choose.ts';
import { ReadText } from '../../workers/terms.ts';
import { hashOf, rhyme, settingsOf } from '../support/training.ts';
import { RecordedWorkers } from '../support/recorded-workers.ts';
import { rejection } from '../support/rejection.ts';
import { waitUntil } from '../support/wait-until.ts';

const vocabulary = rhyme.vocabulary.length;
const layers = [{ name: 'cell', type: 'lstm', units: 8 }];
const endless = settingsOf({ vocabulary, layers, steps: 100_000 });
const request = { prompt: [0], length: 20, temperature: 1, seed: 1 };

type Of<T extends TrainerEvent['type']> = Extract<TrainerEvent, { type: T }>;

function next<T extends TrainerEvent['type']>(trainer: Trainer, type: T): Promise<Of<T>> {
  return firstValueFrom(trainer.events$.pipe(filter((event): event is Of<T> => event.type === type)));
}

describe('Trainer', () => {
  const trainers: Trainer[] = [];
  let workers: RecordedWorkers;

  beforeEach(() => {
    workers = new RecordedWorkers();
  });
  afterEach(() => {
    for (const trainer of trainers.splice(0)) trainer.dispose();
    workers.end();
  });

  function open(): Trainer {
    const trainer = new Trainer();
    trainers.push(trainer);
    return trainer;
  }

  it('tells every step once and in order, at most once a frame, and then the finished state', async () => {
    const trainer = open();
    const events: TrainerEvent[] = [];
    trainer.events$.subscribe((event) => events.push(event));
    const finished = next(trainer, 'finished');
    trainer.start({ run: 'a', settings: { ...endless, steps: 300 }, data: rhyme });
    const { state } = await finished;
    const measures = events.flatMap((event) => (event.type === 'steps' ? event.measures : []));
    expect(measures.map(({ step }) => step)).to.deep.equal(Array.from({ length: 300 }, (_, n) => n + 1));
    expect(measures.map(({ loss }) => loss)).to.deep.equal([...state.losses]);
    expect(state.step).to.equal(300);
    const [started] = events;
    if (started.type !== 'started') throw new Error(`began with ${started.type}`);
    expect(started).to.include({ kernels: 'simd', step: 0, otherKernels: false });
    const time = measures.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const batches = events.filter(({ type }) => type === 'steps').length;
    // the last ones come with the end, the first at once
    expect(batches).to.be.at.most(time / 16 + 20);
  });

  it('gives way for as long as it is asked to, answers meanwhile, and goes on by itself', async () => {
    const trainer = open();
    const steps = next(trainer, 'steps');
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    await steps;
    trainer.giveWay(3_600_000);
    const before = await trainer.snapshot();
    await trainer.sample(request);
    const after = await trainer.snapshot();
    expect(after.step).to.equal(before.step);
    // the next one replaces what is left of the hour
    const goesOn = next(trainer, 'steps');
    trainer.giveWay(1);
    expect((await goesOn).measures[0].step).to.equal(before.step + 1);
  });

  it('gives the same bits through pauses, snapshots and another worker as in one go', async () => {
    const settings = { ...endless, steps: 120 };
    const straight = open();
    const whole = next(straight, 'finished');
    straight.start({ run: 'straight', settings, data: rhyme });
    const { state: wanted } = await whole;

    const first = open();
    first.start({ run: 'first', settings, data: rhyme });
    await next(first, 'steps');
    first.pause();
    await next(first, 'paused');
    const snapshot = await first.snapshot();
    first.resume();
    const stopped = await first.stop();
    expect(stopped.step).to.be.at.least(snapshot.step);

    for (const state of [snapshot, stopped]) {
      const second = open();
      const end = next(second, 'finished');
      second.start({ run: 'second', settings, data: rhyme, state });
      expect(await hashOf((await end).state)).to.equal(await hashOf(wanted));
    }
  });

  it('makes no step while it is paused', async () => {
    const trainer = open();
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    await next(trainer, 'steps');
    trainer.pause();
    const { step } = await next(trainer, 'paused');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await trainer.snapshot()).step).to.equal(step);
  });

  it('answers samples and snapshots while it trains, and after the end', async () => {
    const trainer = open();
    const finished = next(trainer, 'finished');
    trainer.start({ run: 'a', settings: { ...endless, steps: 50 }, data: rhyme });
    const during = await trainer.sample(request);
    expect(during.ids).to.have.length(20);
    const { state } = await finished;
    const [one, two] = await Promise.all([trainer.sample(request), trainer.sample(request)]);
    expect(one).to.deep.equal(two).and.to.include({ step: 50 });
    expect(await hashOf(await trainer.snapshot())).to.equal(await hashOf(state));
  });

  it('tells that a run diverged with the last good state', async () => {
    const trainer = open();
    const diverged = next(trainer, 'diverged');
    const settings = { ...endless, optimizer: { type: 'sgd', learning_rate: 1e9 } as const };
    trainer.start({ run: 'a', settings, data: rhyme });
    const { step, state } = await diverged;
    expect(state.step).to.be.below(step);
    expect([...state.losses].every((loss) => loss < 100 * Math.log(vocabulary))).to.equal(true);
    expect(state.parameters.every(Number.isFinite)).to.equal(true);
  });

  it('says why a run cannot start: memory, settings, state', async () => {
    const trainer = open();
    const { state } = await finishedRun();
    const cases = [
      { run: 'memory', settings: settingsOf({ vocabulary, layers: [{ ...layers[0], units: 4096 }] }) },
      { run: 'settings', settings: settingsOf({ vocabulary: 3, layers }) },
      { run: 'state', settings: settingsOf({ vocabulary, layers: [{ ...layers[0], units: 9 }] }), state },
    ];
    for (const each of cases) {
      const failed = next(trainer, 'failed');
      trainer.start({ ...each, data: rhyme });
      const pending = rejection(trainer.snapshot());
      expect(await failed).to.include({ run: each.run, reason: each.run });
      expect(await pending).to.be.instanceOf(TrainerError);
    }
  });

  it('rejects a request that the worker refuses, while the run goes on', async () => {
    const trainer = open();
    const types: string[] = [];
    trainer.events$.subscribe(({ type }) => types.push(type));
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    const error = await rejection(trainer.sample({ ...request, prompt: [vocabulary] }));
    expect(error)
      .to.be.instanceOf(TrainerError)
      .with.property('message')
      .that.matches(/prompt: expected ids below/);
    await next(trainer, 'steps');
    expect(types).to.not.include('failed');
  });

  it('evaluates and predicts without a run, and while one trains on', async () => {
    const trainer = open();
    const settings = { ...endless, validation: { share: 0.2, every: 1000 } };
    const model = settings.model;
    const { state } = await finishedRun();
    const { parameters } = state;
    const evaluate = { settings, data: rhyme, parameters, part: 'held-back', classes: 8 } as const;
    const predict = { model, parameters, input: rhyme.ids.slice(0, 12), batch: 1 };
    const before = await trainer.evaluate(evaluate);
    expect(before.confusion.reduce((sum, count) => sum + count, 0)).to.equal(before.count);
    const outputs = await trainer.predict(predict);
    expect(outputs.chosen?.[0]).to.have.length(12);

    const steps: number[] = [];
    trainer.events$.subscribe(
      (event) => event.type === 'steps' && steps.push(...event.measures.map(({ step }) => step)),
    );
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    await next(trainer, 'steps');
    expect(await trainer.evaluate(evaluate)).to.deep.equal(before);
    expect(await trainer.predict(predict)).to.deep.equal(outputs);
    await next(trainer, 'steps');
    expect(steps).to.deep.equal(Array.from({ length: steps.length }, (_, n) => n + 1));
    const wrong = await rejection(trainer.predict({ ...predict, input: [vocabulary] }));
    expect(wrong)
      .to.be.instanceOf(TrainerError)
      .with.property('message')
      .that.matches(/input: expected ids below/);
  });

  it('drops what an earlier run still says, and rejects what was asked of it', async () => {
    const trainer = open();
    trainer.start({ run: 'old', settings: endless, data: rhyme });
    await next(trainer, 'steps');
    const old = rejection(trainer.snapshot());
    const later = firstValueFrom(trainer.events$.pipe(take(6), toArray()));
    trainer.start({ run: 'new', settings: endless, data: rhyme });
    expect(await old)
      .to.be.instanceOf(TrainerError)
      .with.property('message', 'another run was started');
    const events = await later;
    expect(new Set(events.map(({ run }) => run))).to.deep.equal(new Set(['new']));
    expect(events[0].type).to.equal('started');
  });

  it('rejects what is pending and says so when the worker crashes', async () => {
    const trainer = open();
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    await next(trainer, 'steps');
    const pending = rejection(trainer.snapshot());
    workers.crash();
    expect(await pending)
      .to.be.instanceOf(WorkerDiedError)
      .with.property('message', 'out of memory');
    expect(await firstValueFrom(trainer.alive$)).to.equal(false);
    expect(await rejection(trainer.stop())).to.be.instanceOf(WorkerDiedError);
  });

  it('notices within some seconds over ten that a worker says nothing any more', async function () {
    this.timeout(120_000);
    const trainer = open();
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    await next(trainer, 'steps');
    let alive: boolean | undefined;
    trainer.alive$.subscribe((value) => (alive = value));
    workers.made[0].terminate();
    const pending = rejection(trainer.snapshot());
    await waitUntil(() => alive === false, 'the death to be noticed');
    expect(await pending).to.be.instanceOf(WorkerDiedError);
  });

  it('rejects what is pending when it is let go', async () => {
    const trainer = open();
    expect(await rejection(trainer.snapshot())).to.be.instanceOf(TrainerError);
    trainer.start({ run: 'a', settings: endless, data: rhyme });
    const pending = rejection(trainer.stop());
    trainer.dispose();
    expect(await pending).to.be.instanceOf(TrainerError);
  });

  /** An LSTM from the seed, and a text for it. */
  function readable({ units, length }: { units: number; length: number }): TermsRequest {
    const { model } = settingsOf({ vocabulary, layers: [{ name: 'cell', type: 'lstm', units }] });
    const ids = [...rhyme.ids.subarray(0, length + 1)];
    return {
      model,
      parameters: initialParameters(traceModel(model), 1),
      input: ids.slice(0, -1),
      target: ids.slice(1),
    };
  }

  it('measures the terms of BPTT without a run, and tells how far it is before it tells how far changes reach', async () => {
    const trainer = open();
    const text = readable({ units: 20, length: 24 });
    const events = await firstValueFrom(trainer.terms(text).pipe(toArray()));
    const types = events.map(({ type }) => type);
    expect(types[0]).to.equal('terms');
    expect(types.at(-1)).to.equal('reach');
    expect(new Set(types.slice(1, -1))).to.deep.equal(new Set(types.length > 2 ? ['reach-progress'] : []));
    const read = new ReadText(text, await bestKernels());
    const [first, last] = [events[0], events[events.length - 1]];
    if (first.type !== 'terms' || last.type !== 'reach') throw new Error(types.join(', '));
    expect(first.terms).to.deep.equal(read.terms());
    const { norms, paths } = last.reach;
    const pieces = read.reach();
    let next = pieces.next();
    while (!next.done) next = pieces.next();
    expect({ norms, paths }).to.deep.equal({ norms: next.value.norms, paths: next.value.paths });
  });

  it('goes on telling, and answers others, while a large network is measured; forgets it when nobody listens', async () => {
    const trainer = open();
    const shares = trainer
      .terms(readable({ units: 160, length: 24 }))
      .pipe(filter((event): event is Of<'reach-progress'> => event.type === 'reach-progress'));
    const [{ share }] = await firstValueFrom(shares.pipe(take(2), toArray()));
    expect(share).to.be.within(0, 1);
    // the worker is free: what was begun would take it many times as long as what is asked now
    const small = await firstValueFrom(trainer.terms(readable({ units: 3, length: 4 })).pipe(toArray()));
    expect(small.at(-1)?.type).to.equal('reach');
  });

  it('says why a text cannot be measured, and measures the next', async () => {
    const trainer = open();
    const text = readable({ units: 4, length: 6 });
    const refused = await rejection(firstValueFrom(trainer.terms({ ...text, input: text.input.with(2, 999) })));
    expect(refused)
      .to.be.instanceOf(TrainerError)
      .with.property('message', `input: expected ids below ${vocabulary}, got 999`);
    expect(await firstValueFrom(trainer.terms(text).pipe(toArray()))).to.have.length.above(1);
  });

  async function finishedRun(): Promise<Of<'finished'>> {
    const trainer = open();
    const finished = next(trainer, 'finished');
    trainer.start({ run: 'short', settings: { ...endless, steps: 2 }, data: rhyme });
    return finished;
  }
});
