import { msg } from '@lit/localize';

/** What Chromium, Firefox and Safari say of a module that did not load: each has its own words, and no code. */
const NOT_LOADED = /dynamically imported module|importing a module script failed/i;

/** Why a screen did not open, and what helps: a part of the app is missing, or what belongs on the screen is at fault. */
export function failureText(error: unknown): string {
  const isPartMissing = error instanceof TypeError && NOT_LOADED.test(error.message);
  if (!isPartMissing) {
    return msg(
      'What this screen needs could not be read or computed; the reason stands below. Try again, or go back and open something else.',
      { id: 'app.failed.data' },
    );
  }
  return navigator.onLine
    ? msg(
        'A part of the app did not load. Try again; if that does not help, reload the page. What you saved is safe.',
        { id: 'app.failed.online' },
      )
    : msg(
        'A part of the app is not on this device yet, and there is no network. Connect once, then try again. What you saved is safe.',
        { id: 'app.failed.offline' },
      );
}
