/**
 * Simplified Chinese, one module a room. A text with values is a `str` template whose expressions are the positions of
 * the English ones: `` str`${1} 中的 ${0}` ``. `test/i18n` holds both languages equal.
 */
import { app } from './app.ts';
import { bptt } from './bptt.ts';
import { chart } from './chart.ts';
import { controls } from './controls.ts';
import { home } from './home.ts';
import { lab } from './lab.ts';
import { labSheet } from './lab-sheet.ts';
import { library } from './library.ts';
import { lesson } from './lesson.ts';
import { train } from './train.ts';
import { write } from './write.ts';

export const templates = {
  ...app,
  ...bptt,
  ...chart,
  ...controls,
  ...home,
  ...lab,
  ...labSheet,
  ...library,
  ...lesson,
  ...train,
  ...write,
};
