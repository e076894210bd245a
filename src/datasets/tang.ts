import type { ShippedText } from './dataset.ts';

/** Quatrains of four lines with five characters each, one poem a line, in simplified script. */
export const tang: ShippedText = {
  id: 'tang',
  file: 'tang-quatrains.txt',
  characters: 18_450,
  distinct: 1001,
  work: '738 Tang quatrains (五言绝句)',
  author: 'poets of the Tang dynasty',
  from: 'npm package chinese-poetry 2.0.1, converted with OpenCC, poems with rare characters dropped',
  licence: 'poems in the public domain; collection MIT',
};
