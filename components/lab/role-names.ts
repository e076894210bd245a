import { msg } from '@lit/localize';
import type { ValueRole } from '../../src/nn/cells/cell.ts';

/** What a value is called in a sentence. */
export function roleName(role: ValueRole): string {
  switch (role) {
    case 'input':
      return msg('input', { id: 'role.input' });
    case 'activation':
      return msg('activation', { id: 'role.activation' });
    case 'preactivation':
      return msg('preactivation', { id: 'role.preactivation' });
    case 'input-gate':
      return msg('input gate', { id: 'role.input-gate' });
    case 'forget-gate':
      return msg('forget gate', { id: 'role.forget-gate' });
    case 'output-gate':
      return msg('output gate', { id: 'role.output-gate' });
    case 'update-gate':
      return msg('update gate', { id: 'role.update-gate' });
    case 'reset-gate':
      return msg('reset gate', { id: 'role.reset-gate' });
    case 'candidate':
      return msg('candidate', { id: 'role.candidate' });
    case 'cell-state':
      return msg('cell state', { id: 'role.cell-state' });
    case 'hidden-state':
      return msg('hidden state', { id: 'role.hidden-state' });
    default:
      return role satisfies never;
  }
}
