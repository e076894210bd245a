import { msg } from '@lit/localize';
import type { PresetId } from '../lab/contract.ts';

export interface PresetWords {
  readonly name: string;
  /** What to look at. */
  readonly look: string;
}

export function presetWords(id: PresetId): PresetWords {
  switch (id) {
    case 'rnn-memories':
      return {
        name: msg('Three memories', { id: 'preset.rnn-memories' }),
        look: msg('One loud “!”, then silence: h fades, holds, grows.', { id: 'preset.rnn-memories-look' }),
      };
    case 'rnn-forgetful':
      return {
        name: msg('No memory', { id: 'preset.rnn-forgetful' }),
        look: msg('The weight from state to state is 0: the same character always gives the same h.', {
          id: 'preset.rnn-forgetful-look',
        }),
      };
    case 'lstm-carry':
      return {
        name: msg('Carry over 20 steps', { id: 'preset.lstm-carry' }),
        look: msg('Forget gate at 1 in unit 1, at ½ in unit 2.', { id: 'preset.lstm-carry-look' }),
      };
    case 'lstm-closed':
      return {
        name: msg('Input gate at 0', { id: 'preset.lstm-closed' }),
        look: msg('The candidate is large, and nothing gets in: c stays as good as 0.', {
          id: 'preset.lstm-closed-look',
        }),
      };
    case 'lstm-adds-removes':
      return {
        name: msg('tanh adds and removes', { id: 'preset.lstm-adds-removes' }),
        look: msg('Each a adds to c, each b takes away.', { id: 'preset.lstm-adds-removes-look' }),
      };
    case 'lstm-adds-only':
      return {
        name: msg('sigmoid only adds', { id: 'preset.lstm-adds-only' }),
        look: msg('The same weights, but each b adds a little, too: c only grows.', {
          id: 'preset.lstm-adds-only-look',
        }),
      };
    case 'gru-forget':
      return {
        name: msg('Reset gate at 0', { id: 'preset.gru-forget' }),
        look: msg('Unit 1 forgets at once, unit 2 remembers.', { id: 'preset.gru-forget-look' }),
      };
    case 'gru-carry':
      return {
        name: msg('Keep the old', { id: 'preset.gru-carry' }),
        look: msg('Unit 1 takes once and then keeps for 20 steps; unit 2 goes half way each time.', {
          id: 'preset.gru-carry-look',
        }),
      };
    case 'gru-replace':
      return {
        name: msg('Take the new', { id: 'preset.gru-replace' }),
        look: msg('Everything is replaced: h is the candidate of this step, and nothing older.', {
          id: 'preset.gru-replace-look',
        }),
      };
    default:
      return id satisfies never;
  }
}
