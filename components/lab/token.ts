/** A character that can be seen: a space is ␣, a line end ⏎. */
export function visible(character: string): string {
  if (character === ' ') return '␣';
  if (character === '\n') return '⏎';
  return character === '\t' ? '⇥' : character;
}
