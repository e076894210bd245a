import { austen } from '../datasets/austen.ts';
import type { ShippedText } from '../datasets/dataset.ts';
import { OwnTextError, readPastedText, readTextFile, type TextProblem } from '../datasets/own-text.ts';
import { tang } from '../datasets/tang.ts';
import { vocabularyOf } from '../datasets/text.ts';
import { sizeOf } from '../nn/shape.ts';
import { traceModel } from '../nn/trace-model.ts';
import { characterModel } from './character-model.ts';
import { charactersNeeded, defaultSetup, setupFaults, setupRanges, type TrainSetup } from './train-setup.ts';

/** A text of the student's that can be learned. */
export interface OwnText {
  readonly text: string;
  /** Code points. */
  readonly characters: number;
  readonly distinct: number;
}

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

  /** Reads pasted text or a file. What is wrong with it is an answer; anything else rejects. */
  async readText(source: string | File, setup: TrainSetup): Promise<OwnText | { readonly problem: TextProblem }> {
    const checks = { atLeast: charactersNeeded(setup) };
    try {
      const text = typeof source === 'string' ? readPastedText(source, checks) : await readTextFile(source, checks);
      return { text, characters: [...text].length, distinct: vocabularyOf(text).length };
    } catch (error) {
      if (error instanceof OwnTextError) return { problem: error.problem };
      throw error;
    }
  }
}
