import { msg } from '@lit/localize';
import type { LessonWords } from './lesson-words.ts';

export const rnnWords = (): LessonWords => ({
  see: [
    msg(
      'At every step the same weights read the new input x_t and the old state h_{t−1} and make the new state h_t. Whatever the network still knows of earlier characters is in h; it has no other memory.',
      { id: 'rnn.see-1' },
    ),
    msg(
      'Unrolled, the loop is a chain as long as the text: a feed-forward network whose layers share their weights. That is why backpropagation works on it.',
      { id: 'rnn.see-2' },
    ),
  ],
  task: msg(
    'Take “Three memories” below and play: it pauses when Forward is done. Each unit feeds only on itself, with weight 0.5, 1 and 1.2: one fades, one holds, one grows. Then choose tanh in the settings and play again: which of them still holds?',
    { id: 'rnn.task' },
  ),
  notes: [
    msg(
      'The notes’ formula has no bias. Their formula for backpropagation through time has one, and so has this network: with b = 0 it is the notes’ own.',
      { id: 'rnn.notes-bias' },
    ),
    msg('The letters change on the way: U and W here are W_x and W_h in the section on backpropagation.', {
      id: 'rnn.notes-letters',
    }),
    msg(
      'The notes take sigmoid or tanh for Φ. ReLU is in the settings, too: it holds a value exactly, and has no upper bound.',
      { id: 'rnn.notes-relu' },
    ),
  ],
});
