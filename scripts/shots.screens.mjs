/**
 * The screens that `npm run shots` pictures. `act` brings a screen to the state worth seeing, as a student would: it
 * taps and types, and waits for what it needs.
 *
 * @typedef {object} Screen
 * @property {string} name
 * @property {string} path the hash, `#/lab/lstm` for one
 * @property {(page: import('playwright-core').Page) => Promise<void>} [act]
 */

/** @type {Screen[]} */
export const screens = [{ name: 'home', path: '#/' }];

/** Which two pictures the install dialog shows; `npm run shots -- --manifest` writes them to public/screenshots. */
export const manifestScreens = { narrow: 'home', wide: 'home' };
