import { austen } from '../datasets/austen.ts';
import type { ShippedText } from '../datasets/dataset.ts';
import { factsOf, hasCase, normalised, type Normalisation, type TextFacts } from '../datasets/normalise.ts';
import { OwnTextError, readPastedText, readTextFile, titleOf, type TextProblem } from '../datasets/own-text.ts';
import { tang } from '../datasets/tang.ts';
import { scheduleFactor } from '../nn/schedules.ts';
import { sizeOf } from '../nn/shape.ts';
import { traceModel } from '../nn/trace-model.ts';
import type { TrainSettings } from '../train/protocol.ts';
import { characterModel } from './character-model.ts';
import {
  charactersNeeded,
  defaultSetup,
  settingsOf,
  setupFaults,
  setupRanges,
  type TrainSetup,
} from './train-setup.ts';

/** A text of the student's that can be learned. */
export interface OwnText {
  readonly text: string;
  /** The file's name, or how the text begins. */
  readonly title: string;
  /** Code points. */
  readonly characters: number;
  readonly distinct: number;
  /** As it was given, and whether it has capitals. */
  readonly given: TextFacts & { readonly hasCase: boolean };
}

export interface TextWish {
  readonly setup: TrainSetup;
  readonly normalisation: Normalisation;
}

export type TextAnswer = OwnText | { readonly problem: TextProblem; readonly given?: OwnText['given'] };

/** What the setup form needs to know. Stateless. */
export class TrainForm {
  readonly defaults: TrainSetup = defaultSetup;
  readonly ranges = setupRanges;
  readonly texts: { readonly austen: ShippedText; readonly tang: ShippedText } = { austen, tang };

  /** The fields whose number cannot be used. */
  faults(setup: TrainSetup) {
    return setupFaults(setup);
  }

  /** Weights and biases of the network that would be trained. */
  parameters({ cell, units }: Pick<TrainSetup, 'cell' | 'units'>, vocabulary: number): number {
    const trace = traceModel(characterModel({ cell, units, vocabulary }));
    return trace.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  }

  /** The run that would be started. Throws SpecError where it cannot be built. */
  settings(setup: TrainSetup, vocabulary: number): TrainSettings {
    return settingsOf(setup, vocabulary);
  }

  /** The learning rate over the run, at `points` steps spread over it, the first and the last one included. */
  rates(setup: TrainSetup, points = 64): readonly number[] {
    const { optimizer, schedule, steps } = settingsOf(setup, 2);
    const count = Math.max(1, Math.min(points, steps));
    return Array.from({ length: count }, (_, n) => {
      const step = count === 1 ? 1 : Math.round(1 + (n * (steps - 1)) / (count - 1));
      return optimizer.learning_rate * scheduleFactor(schedule, step);
    });
  }

  /** Reads pasted text or a file. What is wrong with it is an answer; anything else rejects. */
  async readText(source: string | File, { setup, normalisation }: TextWish): Promise<TextAnswer> {
    let given: OwnText['given'] | undefined;
    const normalise = (text: string) => {
      given = { ...factsOf(text), hasCase: hasCase(text) };
      return normalised(text, normalisation);
    };
    const checks = { atLeast: charactersNeeded(setup), normalise };
    try {
      const isPasted = typeof source === 'string';
      const text = isPasted ? readPastedText(source, checks) : await readTextFile(source, checks);
      const title = isPasted ? titleOf(text) : source.name.replace(/\.txt$/i, '');
      const facts = factsOf(text);
      return { text, title, ...facts, given: given ?? { ...facts, hasCase: hasCase(text) } };
    } catch (error) {
      if (error instanceof OwnTextError) return { problem: error.problem, ...(given && { given }) };
      throw error;
    }
  }
}
