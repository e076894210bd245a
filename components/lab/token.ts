/**
 * A character that can be seen: a space is ␣, a line end ⏎. What has no width of its own stands on a dotted circle, a mark
 * that combines with what is before it as well as a joiner, which is only that.
 */
export function visible(character: string): string {
  if (character === ' ') return '␣';
  if (character === '\n') return '⏎';
  if (character === '\t') return '⇥';
  if (/^\p{M}/u.test(character)) return `◌${character}`;
  return /^[\p{Cf}\p{Cc}]/u.test(character) ? '◌' : character;
}
