/** Runs of the app, each predicted and then really trained. `scripts/predict.mjs` opens this page. */
import { filter, firstValueFrom } from 'rxjs';
import { Pace } from '../../src/app/pace.ts';
import { defaultSetup, settingsOf, type TrainSetup } from '../../src/app/train-setup.ts';
import { austen } from '../../src/datasets/austen.ts';
import { loadShippedText } from '../../src/datasets/dataset.ts';
import { tang } from '../../src/datasets/tang.ts';
import { encode, vocabularyOf } from '../../src/datasets/text.ts';
import type { DeviceSpeed, TextData } from '../../src/train/protocol.ts';
import { Trainer } from '../../src/train/trainer.ts';

export interface PredictedRun {
  readonly title: string;
  readonly steps: number;
  /** Of a step: predicted, and the median of those made. Milliseconds. */
  readonly predictedStep: number;
  readonly medianStep: number;
  /** Of the whole run with its evaluations. Seconds. */
  readonly predicted: number;
  readonly took: number;
}

export interface PredictPage {
  readonly works: readonly string[];
  measure(): Promise<DeviceSpeed>;
  /** Sized to take about this long. Seconds. */
  train(title: string, seconds: number): Promise<PredictedRun>;
}

interface Work {
  readonly text: 'austen' | 'tang';
  readonly changes: Partial<TrainSetup>;
}

/** As different as students' choices: each cell, small and large, short and long, alphabet and thousands of characters. */
const works: Readonly<Record<string, Work>> = {
  'LSTM 64, Austen (the default)': { text: 'austen', changes: {} },
  'RNN 32, Austen, batch 4, length 16': { text: 'austen', changes: { cell: 'rnn', units: 32, batch: 4, length: 16 } },
  'GRU 128, Austen, SGD': { text: 'austen', changes: { cell: 'gru', units: 128, optimizer: 'sgd' } },
  'LSTM 192, Austen, length 64': { text: 'austen', changes: { units: 192, length: 64 } },
  'GRU 48, Tang quatrains': { text: 'tang', changes: { cell: 'gru', units: 48 } },
};

async function dataOf(text: Work['text']): Promise<TextData> {
  const characters = await loadShippedText(text === 'austen' ? austen : tang);
  const vocabulary = vocabularyOf(characters);
  return { vocabulary, ids: encode(characters, vocabulary) };
}

const pace = new Pace();
/** The last run's: it ends with the next, so that what its thread took can still be read. */
let trainer: Trainer | undefined;

async function train(title: string, seconds: number): Promise<PredictedRun> {
  const { text, changes } = works[title];
  const data = await dataOf(text);
  const setup = { ...defaultSetup, ...changes };
  const whole = await pace.estimate(settingsOf(setup, data.vocabulary.length), data.ids.length);
  if (whole === undefined) throw new Error('this device was not measured');
  const steps = Math.max(50, Math.round((setup.steps * seconds) / whole.run));
  const settings = settingsOf({ ...setup, steps }, data.vocabulary.length);
  const prediction = await pace.estimate(settings, data.ids.length);
  trainer?.dispose();
  trainer = new Trainer();
  const { events$ } = trainer;
  const times: number[] = [];
  events$.subscribe((event) => {
    if (event.type === 'steps') times.push(...event.measures.map(({ milliseconds }) => milliseconds));
  });
  const ended = (type: string) => firstValueFrom(events$.pipe(filter((event) => event.type === type)));
  const started = ended('started');
  const finished = ended('finished');
  trainer.start({ run: title, settings, data });
  await started;
  const start = performance.now();
  await finished;
  const took = (performance.now() - start) / 1000;
  return {
    title,
    steps,
    predictedStep: 1000 * (prediction?.step ?? NaN),
    medianStep: times.toSorted((a, b) => a - b)[times.length >> 1],
    predicted: prediction?.run ?? NaN,
    took,
  };
}

const page: PredictPage = { works: Object.keys(works), measure: () => pace.measure(), train };
Object.assign(window, page);
