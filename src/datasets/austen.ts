import type { ShippedText } from './dataset.ts';

/** The opening of a novel, one paragraph a line, ASCII. One sample is a window of characters, the target the next one. */
export const austen: ShippedText = {
  id: 'austen',
  file: 'austen.txt',
  characters: 199_422,
  distinct: 66,
  work: 'Pride and Prejudice',
  author: 'Jane Austen',
  from: 'Project Gutenberg, through the Debian package r-cran-janeaustenr 1.0.0',
  licence: 'public domain',
};
