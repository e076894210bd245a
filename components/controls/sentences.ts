import { msg, str } from '@lit/localize';

/** Two whole sentences after one another: with a space between them where the language has one. Call from `render`. */
export function sentences(first: string, second: string): string {
  if (first === '' || second === '') return first + second;
  return msg(str`${first} ${second}`, { id: 'app.sentences' });
}

/** Words as a sentence of their own, with the language's full stop. */
export function sentence(words: string): string {
  return msg(str`${words}.`, { id: 'app.sentence' });
}
