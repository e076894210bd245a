import { msg } from '@lit/localize';
import type { LabView } from '../lab/contract.ts';
import type { LessonWords } from './lesson-words.ts';

export const gruWords = ({ update }: LabView): LessonWords => ({
  see: [
    update === 'new'
      ? msg(
          'There is no cell state: h alone is carried on. The update gate z mixes: 1 − z of the old state and z of the candidate. What is kept and what is taken always add up to 1.',
          { id: 'gru.see-new' },
        )
      : msg(
          'There is no cell state: h alone is carried on. The update gate z mixes: z of the old state and 1 − z of the candidate. What is kept and what is taken always add up to 1.',
          { id: 'gru.see-kept' },
        ),
    msg(
      'The reset gate r says how much of the old state the candidate may see. Two gates and a candidate are three blocks of weights where an LSTM has four: a quarter fewer to learn, and faster.',
      { id: 'gru.see-2' },
    ),
  ],
  task: msg(
    'Take “Reset gate at 0” below and play: it pauses when Forward is done. Both units read an a once, then only b. Unit 1 has r = 0, unit 2 has r = 1: which of them still knows of the a at the end?',
    { id: 'gru.task' },
  ),
  notes: [
    msg(
      'In the candidate the notes print U_r for the weight of the old state. It is U_h: U_r belongs to the reset gate.',
      { id: 'gru.notes-weight' },
    ),
    update === 'new'
      ? msg(
          '“The larger z, the more of the past is kept”, say the notes. With their own formula, h = (1 − z) ⊙ h_{t−1} + z ⊙ candidate, a larger z keeps less. The sentence fits the other convention, which PyTorch uses.',
          { id: 'gru.notes-new' },
        )
      : msg(
          'Now z is the share that is kept, as PyTorch has it, and the notes’ sentence is right: the larger z, the more of the past is kept. Their formula is the other convention.',
          { id: 'gru.notes-kept' },
        ),
    msg(
      'The notes apply the reset gate before the product with U_h, PyTorch after it. The settings have both, and the numbers differ.',
      { id: 'gru.notes-reset' },
    ),
  ],
});
