/**
 * Which language the app speaks, and how it changes. Elements decorated with `@localized()` render anew on a change
 * and keep their state. Texts are English in the code: `msg('Step', { id: 'transport.step' })`; the Chinese ones stand
 * in `zh-Hans/`, by the same ids.
 */
import { configureLocalization } from '@lit/localize';

export const languages = ['en', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

const STORAGE_KEY = 'unroll.language';

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['zh-Hans'],
  loadLocale: () => import('./zh-Hans/index.ts'),
});

export const currentLanguage = (): Language => asLanguage(getLocale()) ?? 'en';

/** The stored choice, else the first of the browser's languages that the app speaks, else English. */
export function preferredLanguage(): Language {
  for (const wanted of [storedChoice(), ...navigator.languages]) {
    const language = asLanguage(wanted);
    if (language) return language;
  }
  return 'en';
}

/** Called once before the first render, so that nobody sees the wrong language flash by. */
export async function chooseLanguage(): Promise<void> {
  await show(preferredLanguage());
}

/** Switches at any moment and remembers the choice. Resolves when the texts are there; rejects when they cannot load. */
export async function switchLanguage(language: Language): Promise<void> {
  await show(language);
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage can be blocked: the choice then lasts until the page is closed.
  }
}

async function show(language: Language): Promise<void> {
  await setLocale(language);
  document.documentElement.lang = currentLanguage();
}

function storedChoice(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Any Chinese (`zh`, `zh-CN`, `zh-Hant-TW`) reads the simplified texts rather than English. */
function asLanguage(tag: string | null): Language | undefined {
  if (tag === null) return undefined;
  const primary = tag.toLowerCase().split('-')[0];
  if (primary === 'zh') return 'zh-Hans';
  return primary === 'en' ? 'en' : undefined;
}
