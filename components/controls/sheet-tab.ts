import { focused } from './focused.ts';

interface Tabbed {
  /** What takes the focus. */
  readonly panel: HTMLElement;
  /** What opened it. */
  readonly opener: HTMLElement | undefined;
  /** Whether the focus is in it. */
  readonly hasFocus: boolean;
}

/**
 * Puts a sheet behind what opened it in the order of the Tab key, wherever it stands in the page: what lies between is
 * covered by it.
 */
export function tabThrough(event: KeyboardEvent, sheet: () => Tabbed): void {
  if (event.key !== 'Tab' || event.defaultPrevented) return;
  const { panel, opener, hasFocus } = sheet();
  if (!opener?.isConnected) return;
  if (hasFocus) {
    // the way back: from its first key, which the browser alone knows
    if (event.shiftKey) setTimeout(() => sheet().hasFocus || opener.focus());
  } else if (!event.shiftKey && focused()?.getRootNode() === opener.getRootNode()) {
    event.preventDefault();
    panel.focus({ preventScroll: true });
  }
}
