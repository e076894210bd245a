import { decode } from '../datasets/text.ts';
import type { TextData } from '../train/protocol.ts';
import type { Trainer } from '../train/trainer.ts';
import type { RunProgress } from './run-progress.ts';
import { nextSampleStep } from './sample-schedule.ts';

/** A few lines on a phone: Chinese says more in a character. */
const LENGTH = { alphabet: 140, manyCharacters: 60 };
const MANY = 256;
const TEMPERATURE = 0.8;

/** Lets the network write whenever its steps have doubled. */
export class Sampler {
  private asking: Promise<Awaited<ReturnType<Trainer['sample']>> | undefined> | undefined;

  constructor(
    private readonly progress: RunProgress,
    private readonly data: TextData,
  ) {}

  /** Resolves with true when it wrote something new. A worker that dies meanwhile is its owner's matter. */
  async sampleIfDue(trainer: Trainer): Promise<boolean> {
    const { progress, data } = this;
    const { id, settings } = progress.record;
    if (this.asking !== undefined || progress.step < nextSampleStep(progress.sampledAt, settings.steps)) return false;
    const prompt = beginning(data);
    const length = data.vocabulary.length > MANY ? LENGTH.manyCharacters : LENGTH.alphabet;
    const request = { prompt, length, temperature: TEMPERATURE, seed: settings.seed };
    this.asking = trainer.sample(request).catch(() => undefined);
    const sample = await this.asking;
    this.asking = undefined;
    if (sample === undefined) return false;
    progress.addSample({
      run: id,
      step: sample.step,
      prompt: decode(prompt, data.vocabulary),
      text: decode(sample.ids, data.vocabulary),
      temperature: TEMPERATURE,
    });
    return true;
  }

  /** At a run's end, which comes while it may still be writing: what it writes then is not left out. */
  async sampleLast(trainer: Trainer): Promise<boolean> {
    while (this.asking !== undefined) await this.asking;
    return this.sampleIfDue(trainer);
  }
}

/** A new line where the text has lines: the network then begins a paragraph or a poem; else the text's own beginning. */
function beginning({ vocabulary, ids }: TextData): readonly number[] {
  const line = vocabulary.indexOf('\n');
  return [line >= 0 ? line : ids[0]];
}
