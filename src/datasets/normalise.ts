/** What can be done to a text before it is learned, so that there are fewer characters to tell apart. */

export interface Normalisation {
  /** Capitals become small letters. */
  readonly foldCase: boolean;
  readonly rare: 'keep' | 'drop' | 'replace';
  /** A character that comes fewer times than this is rare. */
  readonly least: number;
}

/** What stands for rare characters: a box, as fonts show what they do not have. */
export const REPLACEMENT = '□';

/** What makes lines and words is never rare. */
const KEPT = new Set([' ', '\n']);

export interface TextFacts {
  /** Code points. */
  readonly characters: number;
  readonly distinct: number;
}

export function factsOf(text: string): TextFacts {
  const counts = countsOf(text);
  let characters = 0;
  for (const count of counts.values()) characters += count;
  return { characters, distinct: counts.size };
}

/** Case first: two rare forms of one letter may be common together. */
export function normalised(text: string, { foldCase, rare, least }: Normalisation): string {
  const folded = foldCase ? lowerCase(text) : text;
  if (rare === 'keep') return folded;
  const counts = countsOf(folded);
  const isRare = (character: string) => !KEPT.has(character) && (counts.get(character) ?? 0) < least;
  const instead = rare === 'drop' ? '' : REPLACEMENT;
  let result = '';
  for (const character of folded) result += isRare(character) ? instead : character;
  return result;
}

/** Whether small letters alone would make fewer characters. */
export function hasCase(text: string): boolean {
  return /\p{Lu}/u.test(text);
}

/** One letter for one letter: `İ` has a small form of two code points and stays. */
function lowerCase(text: string): string {
  return text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return [...small].length === 1 ? small : letter;
  });
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}
