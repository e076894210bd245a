import { msg } from '@lit/localize';
import type { LessonWords } from './lesson-words.ts';

export const lstmWords = (): LessonWords => ({
  see: [
    msg(
      'The cell state c is a belt that runs through time. At each step the forget gate f says which share of it stays, the input gate i which share of the candidate is laid on it. Nothing else touches it: that makes it the long memory.',
      { id: 'lstm.see-1' },
    ),
    msg(
      'The hidden state h is the short memory: what the output gate o shows of the belt at this step. The gates themselves only see x_t and h_{t−1}.',
      { id: 'lstm.see-2' },
    ),
  ],
  task: msg(
    'Take “Carry over 20 steps” below and play: it pauses when Forward is done. Compare c of unit 1 and of unit 2. Then tap f of unit 1, follow it to its bias b_f, and lower that to 2: how much is left after 20 steps?',
    { id: 'lstm.task' },
  ),
  notes: [
    msg(
      'The notes name the output gate and leave it undescribed. It says how much of the memory is shown as h_t = o ⊙ tanh(c). Where o is 0 the memory is hidden, not lost.',
      { id: 'lstm.notes-output' },
    ),
    msg(
      'Why tanh and not sigmoid? A candidate between −1 and 1 can add to the memory and take from it. With sigmoid, inputs can only add, forgetting alone makes c smaller, and it never falls below 0: compare the last two presets.',
      { id: 'lstm.notes-tanh' },
    ),
    msg(
      'The notes give the candidate no letter and write it out inside the formula of c. Here it is c with a tilde; the app’s own letter is g.',
      { id: 'lstm.notes-letter' },
    ),
  ],
});
