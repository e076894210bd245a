/**
 * Simplified Chinese, one module a room. A text with values is a `str` template whose expressions are the positions of
 * the English ones: `` str`${1} 中的 ${0}` ``. `test/i18n` holds both languages equal.
 */
import { app } from './app.ts';
import { bptt } from './bptt.ts';
import { controls } from './controls.ts';
import { home } from './home.ts';
import { lab } from './lab.ts';
import { labSheet } from './lab-sheet.ts';
import { train } from './train.ts';

export const templates = {
  ...app,
  ...bptt,
  ...controls,
  ...home,
  ...lab,
  ...labSheet,
  ...train,
};
