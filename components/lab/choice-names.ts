import { msg } from '@lit/localize';

/** What a field of a cell's spec is called. */
export function choiceName(field: string): string {
  switch (field) {
    case 'activation':
      return msg('Activation', { id: 'choice.activation' });
    case 'reset':
      return msg('Where the reset gate is applied', { id: 'choice.reset' });
    case 'candidate':
      return msg('Function of the candidate', { id: 'choice.candidate' });
    default:
      return field;
  }
}

/** What a choice of such a field is called; functions keep their names. */
export function choiceLabel(value: string): string {
  switch (value) {
    case 'before':
      return msg('before the product', { id: 'choice.before' });
    case 'after':
      return msg('after it (PyTorch)', { id: 'choice.after' });
    case 'sigmoid':
      return 'σ';
    case 'relu':
      return 'ReLU';
    default:
      return value;
  }
}
