/** Characters without a picture of their own, as signs and in words. Call `spokenCharacter` from `render`. */
import { msg } from '@lit/localize';

export function shownCharacter(character: string): string {
  if (character === ' ') return '␣';
  if (character === '\n') return '⏎';
  if (character === '\t') return '⇥';
  const isVisible = /^[^\p{C}\p{Z}\p{M}]$/u.test(character);
  return isVisible ? character : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export function spokenCharacter(character: string): string {
  if (character === ' ') return msg('space', { id: 'write.space' });
  if (character === '\n') return msg('new line', { id: 'write.new-line' });
  return shownCharacter(character);
}
