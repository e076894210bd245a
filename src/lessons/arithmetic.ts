import { readSmallNumber } from '../formula/read-number.ts';

/** A number, or an operator or bracket; a sign belongs to what follows it. */
const TOKEN = /\d[\d.,]*|[.,]\d+|[-+*/()]/gy;

/**
 * The value of what a student writes to compute: numbers, `+ − × · ÷ * /` and brackets, products before sums; a plain
 * number is one, too. Undefined for anything else (powers, names, a missing bracket) and for what is infinite.
 */
export function readArithmetic(text: string): number | undefined {
  const plain = text
    // a Chinese keyboard writes wide digits and brackets
    .normalize('NFKC')
    .replaceAll('\u2212', '-')
    .replaceAll(/[x\u00d7\u00b7\u22c5]/gi, '*')
    .replaceAll('\u00f7', '/')
    .replaceAll(/\s/g, '');
  const tokens = plain.match(TOKEN) ?? [];
  // the tokens stop at the first thing that is none
  if (tokens.length === 0 || tokens.join('') !== plain) return undefined;
  const reader = new Reader(tokens);
  const value = reader.sum();
  return reader.isAtEnd && value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Recursive descent; each method reads its part and stops behind it, undefined where it is not there. */
class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  sum(): number | undefined {
    let value = this.product();
    for (let sign = this.take('+', '-'); sign !== undefined; sign = this.take('+', '-')) {
      const next = this.product();
      if (value === undefined || next === undefined) return undefined;
      value = sign === '+' ? value + next : value - next;
    }
    return value;
  }

  private product(): number | undefined {
    let value = this.factor();
    for (let sign = this.take('*', '/'); sign !== undefined; sign = this.take('*', '/')) {
      const next = this.factor();
      if (value === undefined || next === undefined) return undefined;
      value = sign === '*' ? value * next : value / next;
    }
    return value;
  }

  private factor(): number | undefined {
    const sign = this.take('+', '-');
    if (sign !== undefined) {
      const value = this.factor();
      return value === undefined || sign === '+' ? value : -value;
    }
    if (this.take('(') !== undefined) {
      const value = this.sum();
      return this.take(')') === undefined ? undefined : value;
    }
    const token = this.tokens.at(this.at);
    if (token === undefined || !/\d/.test(token)) return undefined;
    this.at++;
    return readSmallNumber(token);
  }

  /** The next token, if it is one of these. */
  private take(...wanted: readonly string[]): string | undefined {
    const token = this.tokens.at(this.at);
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.at++;
    return token;
  }
}
