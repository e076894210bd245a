/** A text holds characters that a vocabulary does not have. */
export class UnknownCharactersError extends Error {
  override readonly name = 'UnknownCharactersError';
  /** @param characters Each once, in the order of their first appearance. */
  constructor(readonly characters: readonly string[]) {
    super(`text: expected characters of the vocabulary, got ${characters.map(characterName).join(', ')}`);
  }
}

/** A text as its code points; an emoji or a rare Chinese character is one of them. */
export function charactersOf(text: string): string[] {
  return Array.from(text);
}

/** Each character of the text once, by code point. */
export function vocabularyOf(text: string): string[] {
  return [...new Set(text)].toSorted((a, b) => codePoint(a) - codePoint(b));
}

/** `[characters]` ids. Throws UnknownCharactersError. */
export function encode(text: string, vocabulary: readonly string[]): Uint16Array {
  const idOf = new Map(vocabulary.map((character, id) => [character, id]));
  const characters = charactersOf(text);
  const unknown = new Set<string>();
  const ids = new Uint16Array(characters.length);
  for (let n = 0; n < characters.length; n++) {
    const id = idOf.get(characters[n]);
    if (id === undefined) unknown.add(characters[n]);
    else ids[n] = id;
  }
  if (unknown.size > 0) throw new UnknownCharactersError([...unknown]);
  return ids;
}

/** Throws RangeError for an id outside the vocabulary. */
export function decode(ids: Iterable<number>, vocabulary: readonly string[]): string {
  let text = '';
  for (const id of ids) {
    const character = vocabulary[id];
    if (character === undefined) throw new RangeError(`id: expected 0 to ${vocabulary.length - 1}, got ${id}`);
    text += character;
  }
  return text;
}

/** What a reader can recognise: the character in quotes, or its number where there is nothing to see. */
export function characterName(character: string): string {
  const isVisible = /^[^\p{C}\p{Z}]$/u.test(character);
  return isVisible ? `“${character}”` : `U+${codePoint(character).toString(16).toUpperCase().padStart(4, '0')}`;
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
