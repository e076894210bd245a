import { notesLetters } from '../formula/notes-letters.ts';
import type { Convention } from '../formula/convention.ts';
import { grains, type Grain } from '../streams/grains.ts';

/** How a lab is read: nothing here changes a computation. */
export interface LabView {
  /** The letters of the lecture's notes, or the app's own. */
  readonly letters: 'notes' | 'app';
  /** Whether a GRU's z is the share of the new candidate, as the notes' formula has it, or of the old state. */
  readonly update: 'new' | 'kept';
  /** Whether the student is asked before a number is shown. */
  readonly predict: boolean;
  /** How much one tap releases. */
  readonly grain: Grain;
}

export const defaultView: LabView = { letters: 'notes', update: 'new', predict: false, grain: 'neuron' };

export function conventionOf({ letters, update }: LabView): Convention {
  return {
    ...(letters === 'notes' && { letters: notesLetters }),
    ...(update === 'kept' && { complemented: { gru: ['z'] } }),
  };
}

/** Checks a view of unknown origin; what is missing or unknown is as by default. */
export function readView(value: unknown): LabView {
  const { letters, update, predict, grain } = Object(value) as Record<keyof LabView, unknown>;
  return {
    letters: letters === 'app' ? 'app' : defaultView.letters,
    update: update === 'kept' ? 'kept' : defaultView.update,
    predict: predict === true,
    grain: grains.find((each) => each === grain) ?? defaultView.grain,
  };
}
