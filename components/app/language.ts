import { msg } from '@lit/localize';
import type { Language } from '../../src/i18n/localization.ts';

/** A language by its own name, as whoever looks for it would look. */
export const languageNames = { en: 'English', 'zh-Hans': '中文' } satisfies Record<Language, string>;

/**
 * The language of the texts on screen: a text that says so itself, and thus never disagrees with them. For dates and
 * `lang` attributes; call it while rendering.
 */
export const shownLanguage = (): Language =>
  msg('en', { id: 'app.language', desc: 'The tag of the language that this text is written in.' }) === 'en'
    ? 'en'
    : 'zh-Hans';
