import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a key does, by `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** What scrolls a box sideways. */
const SIDEWAYS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight']);

/**
 * Keys for the whole screen. They rest while something has the focus that uses the key itself: a text field all of
 * them, a slider or a list the arrows, as a box does that is wider than its room, a button the space bar.
 */
export class ShortcutKeys implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly shortcuts: Shortcuts,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.press);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.press);
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.shortcuts[event.key];
    const [target] = event.composedPath();
    if (act === undefined || (target instanceof Element && usesKey(target, event.key))) return;
    event.preventDefault();
    act();
  };
}

function usesKey(target: Element, key: string): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' || key === ' ';
  if (target.matches('textarea, select, [contenteditable]')) return true;
  if (SIDEWAYS.has(key) && scrollsSideways(target)) return true;
  return key === ' ' && target.matches('button, a, summary, label');
}

function scrollsSideways(box: Element): boolean {
  return box.scrollWidth > box.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);
}
