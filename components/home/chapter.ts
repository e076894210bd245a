/** The lecture chapter as a table of contents, in the present language: call it while rendering. */
import { msg } from '@lit/localize';
import type { Address } from '../app/contract.ts';

export interface Lesson {
  readonly title: string;
  readonly about: string;
  /** Absent while the lesson is in the making. */
  readonly to?: Address;
  /** The letters of the values one steps through, as the lab's columns have them. */
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
      title: 'LSTM',
      about: msg('Gates and the long memory', { id: 'chapter.lstm' }),
      to: '#/lab/lstm',
      letters: ['f', 'i', 'g', 'o', 'c', 'h'],
    },
    {
      title: 'GRU',
      about: msg('Fewer gates', { id: 'chapter.gru' }),
      to: '#/lab/gru',
      letters: ['r', 'z', 'n', 'h'],
    },
    {
      title: msg('Sequence shapes', { id: 'chapter.shapes' }),
      about: msg('One to many, many to one', { id: 'chapter.shapes.about' }),
    },
    {
      title: msg('Backpropagation through time', { id: 'chapter.bptt' }),
      about: msg('Where gradients fade', { id: 'chapter.bptt.about' }),
    },
  ],
});

export const feedForward = (): Section => ({
  title: msg('Feed-forward', { id: 'chapter.feed-forward' }),
  lessons: [
    {
      title: msg('One neuron', { id: 'chapter.neuron' }),
      about: msg('Sum, threshold, fire', { id: 'chapter.neuron.about' }),
    },
    {
      title: msg('Activations and softmax', { id: 'chapter.activations' }),
      about: msg('Curves, slopes, probabilities', { id: 'chapter.activations.about' }),
    },
    {
      title: msg('Loss and gradient descent', { id: 'chapter.descent' }),
      about: msg('How wrong, and which way down', { id: 'chapter.descent.about' }),
    },
    {
      title: msg('Backpropagation', { id: 'chapter.backpropagation' }),
      about: msg('The error handed back', { id: 'chapter.backpropagation.about' }),
    },
  ],
});

export const convolution = (): Section => ({
  title: msg('Convolution', { id: 'chapter.convolution' }),
  lessons: [
    {
      title: msg('Filters and feature maps', { id: 'chapter.filters' }),
      about: msg('One small pattern, everywhere', { id: 'chapter.filters.about' }),
    },
    {
      title: msg('Pooling', { id: 'chapter.pooling' }),
      about: msg('Smaller maps', { id: 'chapter.pooling.about' }),
    },
    {
      title: msg('Regularization', { id: 'chapter.regularization' }),
      about: msg('Dropout, normalization, penalties', { id: 'chapter.regularization.about' }),
    },
  ],
});
