/** What the reader prefers, kept in localStorage: it must be there before the first paint (public/theme.js reads it too). */
import { BehaviorSubject, type Observable } from 'rxjs';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const THEME_KEY = 'unroll.theme';

export class Preferences {
  private readonly theme = new BehaviorSubject<Theme>(storedTheme());

  /** The present theme, then each next one. */
  readonly theme$: Observable<Theme> = this.theme.asObservable();

  constructor() {
    applyTheme(this.theme.value);
  }

  setTheme(theme: Theme): void {
    applyTheme(theme);
    try {
      localStorage.setItem(THEME_KEY, theme);
    } catch {
      // Storage can be blocked: the choice then lasts until the page is closed.
    }
    this.theme.next(theme);
  }
}

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  // The browser's own bars take the colour of the meta element whose media query holds.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const own = meta.dataset.scheme ?? '';
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
  }
}
