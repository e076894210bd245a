import type { LabCell } from '../../src/app/router.ts';
import type { LabView } from '../lab/contract.ts';
import { gruWords } from './gru-words.ts';
import { lstmWords } from './lstm-words.ts';
import { rnnWords } from './rnn-words.ts';

/** A lesson's text, in the present language: call it while rendering. */
export interface LessonWords {
  readonly see: readonly string[];
  readonly task: string;
  readonly notes: readonly string[];
}

export function lessonWords(cell: LabCell, view: LabView): LessonWords {
  switch (cell) {
    case 'rnn':
      return rnnWords();
    case 'lstm':
      return lstmWords();
    case 'gru':
      return gruWords(view);
    default:
      return cell satisfies never;
  }
}
