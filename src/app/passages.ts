/** Passages of a text that begin where a sentence does, for a network to read. */
import { charactersOf } from '../datasets/text.ts';

/** Where a sentence ends: its mark, closing quotes, white space; or a line's end, where a verse or a paragraph does. */
const END = /[.!?。！？][”"’')]*\s+|[。！？][”』」]*|\n+/gu;

export class Passages {
  private readonly starts: readonly number[];

  /** @param length characters of a passage, at most */
  constructor(
    private readonly text: string,
    private readonly length: number,
  ) {
    const ends = [...text.matchAll(END)].map(({ index, 0: mark }) => index + mark.length);
    this.starts = [0, ...ends].filter((start) => charactersOf(text.slice(start, start + 2 * length)).length >= length);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Wraps around. Empty where the text is shorter than a passage. */
  at(number: number): string {
    const start = this.starts[number % Math.max(1, this.count)];
    if (start === undefined) return '';
    // twice as many code units hold as many characters, rare ones included
    return charactersOf(this.text.slice(start, start + 2 * this.length))
      .slice(0, this.length)
      .join('');
  }
}
