/**
 * What the shell and its screens say to each other.
 *
 * A screen is a custom element which `main.ts` imports when its address is visited. The shell puts it into `<main>`,
 * below its own header (back, title, subtitle, language). The document scrolls, not a box inside it: the screen is a
 * flex column at least as tall as the room below the header (`:host { flex: 1; display: flex; flex-direction: column }`),
 * and its last child may be a bar at the thumb, `<un-bar>`, which sticks to the bottom. `<main>` has no padding;
 * `--gutter` is the margin at the sides.
 *
 * A screen says four things, all bubbling and composed:
 * - `navigate`: go to another screen (`navigate(this, '#/train')`); a plain `<a href="#/…">` does the same;
 * - `note-address`: what the reader finds on coming back to this screen (`noteAddress(this, '#/train/…?step=25')`);
 * - `screen-title`: what stands in the header (`addController(new ScreenTitle(this, () => ({ title: … })))` says it, and says it
 *   again after a language switch); the shell shows the screen's last word;
 * - `notice`: a short message with at most one action, shown above the bottom bar (`notify(this, { text: … })`).
 */

import type { Theme } from '../../src/app/preferences.ts';
import type { Language } from '../../src/i18n/localization.ts';

/** An address inside the app. */
export type Address = `#/${string}`;

export interface NavigateDetail {
  readonly to: Address;
  /** In place of this screen: nobody wants to come back to it. */
  readonly replace?: true;
}

export interface NoteAddressDetail {
  readonly address: Address;
}

export interface ScreenTitleDetail {
  readonly title: string;
  readonly subtitle?: string;
}

export interface NoticeDetail {
  /** A notice of the same id takes the place of the one before; without an id the text is the id. */
  readonly id?: string;
  readonly text: string;
  /** `problem` is announced at once and stays until dismissed or its screen goes; `note` goes by itself. */
  readonly kind?: 'note' | 'problem';
  readonly action?: { readonly label: string; readonly run: () => void };
  /**
   * What it is about: a problem or an action of the screen goes with it; one of the whole app (its storage, an update)
   * follows to the next and stays until closed; `next-screen` is what a screen says as it goes.
   */
  readonly about?: 'screen' | 'next-screen' | 'app';
  /** It goes with the next tap or key outside of it, too: it is about the last thing done. */
  readonly until?: 'next-action';
}

export interface ChooseLanguageDetail {
  readonly language: Language;
}

export interface ChooseThemeDetail {
  readonly theme: Theme;
}

declare global {
  interface HTMLElementEventMap {
    navigate: CustomEvent<NavigateDetail>;
    'go-back': CustomEvent;
    'note-address': CustomEvent<NoteAddressDetail>;
    'screen-title': CustomEvent<ScreenTitleDetail>;
    notice: CustomEvent<NoticeDetail>;
    'choose-language': CustomEvent<ChooseLanguageDetail>;
    'choose-theme': CustomEvent<ChooseThemeDetail>;
  }
}

/** Asks the shell to go to another screen. */
export function navigate(from: HTMLElement, to: Address): void {
  say(from, 'navigate', { to });
}

/** The same in place of the present screen: a form that was sent, a run that is deleted. */
export function navigateInstead(from: HTMLElement, to: Address): void {
  say(from, 'navigate', { to, replace: true });
}

/** Asks for the screen that the reader came from. */
export function goBack(from: HTMLElement): void {
  say(from, 'go-back', {});
}

/** Writes into this screen's address what the reader finds on coming back to it. */
export function noteAddress(from: HTMLElement, address: Address): void {
  say(from, 'note-address', { address });
}

/** Asks the shell to show a message. */
export function notify(from: HTMLElement, notice: NoticeDetail): void {
  say(from, 'notice', notice);
}

/** Tells the shell what to write in its header. `ScreenTitle` calls it at the right moments. */
export function sayTitle(from: HTMLElement, title: ScreenTitleDetail): void {
  say(from, 'screen-title', title);
}

export function chooseLanguage(from: HTMLElement, language: Language): void {
  say(from, 'choose-language', { language });
}

export function chooseTheme(from: HTMLElement, theme: Theme): void {
  say(from, 'choose-theme', { theme });
}

function say(from: HTMLElement, type: string, detail: object): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
