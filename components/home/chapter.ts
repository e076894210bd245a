/** The lecture chapter as a table of contents, in the present language: call it while rendering. */
import { msg } from '@lit/localize';
import type { Address } from '../app/contract.ts';

export interface Lesson {
  readonly title: string;
  readonly about: string;
  /** Absent while the lesson is in the making. */
  readonly to?: Address;
  /** The letters of the values one steps through, as the lab's columns have them at first: the lecture's. */
  readonly letters?: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly lessons: readonly Lesson[];
}

export const recurrence = (): Section => ({
  title: msg('Recurrence', { id: 'chapter.recurrence' }),
  lessons: [
    {
      title: 'RNN',
      about: msg('A state that remembers', { id: 'chapter.rnn' }),
      to: '#/lab/rnn',
      letters: ['h'],
    },
    {
      title: msg('Sequence shapes', { id: 'chapter.shapes' }),
      about: msg('One to many, many to one', { id: 'chapter.shapes.about' }),
    },
    {
      title: msg('Backpropagation through time', { id: 'chapter.bptt' }),
      about: msg('Where gradients fade', { id: 'chapter.bptt.about' }),
      to: '#/lesson/bptt',
      letters: ['∂', 'h'],
    },
    {
      title: 'LSTM',
      about: msg('Gates and the long memory', { id: 'chapter.lstm' }),
      to: '#/lab/lstm',
      letters: ['f', 'i', 'c\u0303', 'o', 'c', 'h'],
    },
    {
      title: 'GRU',
      about: msg('Fewer gates', { id: 'chapter.gru' }),
      to: '#/lab/gru',
      letters: ['r', 'z', 'h\u0303', 'h'],
    },
  ],
});

/** The sections of which no lesson is open yet: their names, and what they will teach. */
export const coming = (): readonly { readonly title: string; readonly lessons: readonly string[] }[] => [
  {
    title: msg('Feed-forward', { id: 'chapter.feed-forward' }),
    lessons: [
      msg('One neuron', { id: 'chapter.neuron' }),
      msg('Activations and softmax', { id: 'chapter.activations' }),
      msg('Loss and gradient descent', { id: 'chapter.descent' }),
      msg('Backpropagation', { id: 'chapter.backpropagation' }),
    ],
  },
  {
    title: msg('Convolution', { id: 'chapter.convolution' }),
    lessons: [
      msg('Filters and feature maps', { id: 'chapter.filters' }),
      msg('Pooling', { id: 'chapter.pooling' }),
      msg('Regularization', { id: 'chapter.regularization' }),
    ],
  },
];
