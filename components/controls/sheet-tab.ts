import { focused } from './focused.ts';

interface Tabbed {
  /** To where the focus goes back. */
  readonly opener: HTMLElement | undefined;
  /** Whether the focus is in it. */
  readonly hasFocus: boolean;
  /** Takes the focus, to give it back there. */
  enter(from: HTMLElement): void;
}

/**
 * Puts a sheet that follows what is tapped behind the number from which Tab comes, wherever it stands in the page: what lies
 * between is covered by it.
 */
export function tabThrough(event: KeyboardEvent, sheet: () => Tabbed): void {
  if (event.key !== 'Tab' || event.defaultPrevented) return;
  const { opener, hasFocus, enter } = sheet();
  const from = focused();
  if (hasFocus) {
    // the way back: from its first key, which the browser alone knows
    if (event.shiftKey && opener?.isConnected) setTimeout(() => sheet().hasFocus || opener.focus());
  } else if (!event.shiftKey && from !== undefined && isBeside(from, opener)) {
    event.preventDefault();
    enter(from);
  }
}

/** A number, or what stands among what opened the sheet. */
function isBeside(from: HTMLElement, opener: HTMLElement | undefined): boolean {
  return (
    from.dataset.row !== undefined || (opener?.isConnected === true && from.getRootNode() === opener.getRootNode())
  );
}
