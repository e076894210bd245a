import { msg } from '@lit/localize';
import type { Theme } from '../../src/app/preferences.ts';
import type { Choice } from '../controls/segmented.ts';

/** The themes by name, in the present language: call it while rendering. */
export const themeChoices = (): readonly Choice<Theme>[] => [
  { value: 'system', label: msg('System', { id: 'theme.system' }) },
  { value: 'light', label: msg('Light', { id: 'theme.light' }) },
  { value: 'dark', label: msg('Dark', { id: 'theme.dark' }) },
];
