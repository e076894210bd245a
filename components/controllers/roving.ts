import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { behindFrame } from './behind-frame.ts';

/**
 * One tab stop for a grid of buttons: the arrow keys move among those with `data-row` and `data-column`. The stop is the
 * button that had the focus last, else the last one marked `data-first`, else the first.
 */
export class Roving implements ReactiveController {
  private at: string | undefined;
  private isSettled = false;
  private isWaiting = false;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('keydown', this.move);
    // within: outside of a shadow root it is not told when the focus moves from one of its elements to another
    this.host.shadowRoot?.addEventListener('focusin', this.remember);
    this.host.addEventListener('click', this.tapped, { capture: true });
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.move);
    this.host.shadowRoot?.removeEventListener('focusin', this.remember);
    this.host.removeEventListener('click', this.tapped, { capture: true });
  }

  hostUpdated(): void {
    // a key's next press must find its button at once; a finger looks for none, and to focus is to lay out
    if (!this.isSettled || (this.hadFocus && !this.isPointed)) this.settle();
    else if (!this.isWaiting) void this.settleBehind();
  }

  private async settleBehind(): Promise<void> {
    this.isWaiting = true;
    await behindFrame();
    this.isWaiting = false;
    this.settle();
  }

  private settle(): void {
    this.isSettled = true;
    const all = this.buttons();
    const last = this.at === undefined ? undefined : all.find((each) => place(each) === this.at);
    const stop = last ?? all.findLast((each) => each.hasAttribute('data-first')) ?? all[0];
    makeOnlyStop(stop, all);
    // a render that replaced the focused button must not lose the focus; behind a finger it may have gone elsewhere
    if (!this.hasLostFocus) return;
    if (!this.isPointed) stop?.focus();
    else if (document.activeElement === document.body) stop?.focus({ preventScroll: true });
  }

  private get hasLostFocus(): boolean {
    return this.at !== undefined && this.hadFocus && !this.hasFocus();
  }

  private hadFocus = false;
  /** By finger or mouse, not by a key: what was tapped last. */
  private isPointed = false;

  private readonly tapped = ({ detail }: MouseEvent): void => {
    this.isPointed = detail > 0;
  };

  private hasFocus(): boolean {
    return this.host.shadowRoot?.activeElement != null;
  }

  private buttons(): HTMLElement[] {
    return [...(this.host.shadowRoot?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  }

  private readonly remember = (): void => {
    const focused = this.host.shadowRoot?.activeElement;
    if (!(focused instanceof HTMLElement) || focused.dataset.row === undefined) return;
    this.at = place(focused);
    this.hadFocus = true;
    makeOnlyStop(focused, this.buttons());
    focused.addEventListener('blur', this.forget, { once: true });
  };

  /** The focus went elsewhere by itself; a removed button does not blur in time to matter. */
  private readonly forget = (event: FocusEvent): void => {
    this.hadFocus = event.relatedTarget === null;
  };

  private readonly move = (event: KeyboardEvent): void => {
    this.isPointed = false;
    const from = this.host.shadowRoot?.activeElement;
    if (!(from instanceof HTMLElement) || from.dataset.row === undefined) return;
    const to = target(from, event.key, this.buttons());
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  };
}

/** Writes only what changes: this follows each render, and a written attribute costs style. */
function makeOnlyStop(stop: HTMLElement | undefined, all: readonly HTMLElement[]): void {
  for (const each of all) {
    const index = each === stop ? 0 : -1;
    if (each.tabIndex !== index) each.tabIndex = index;
  }
}

const place = ({ dataset }: HTMLElement): string => `${dataset.row},${dataset.column}`;

function target(from: HTMLElement, key: string, all: readonly HTMLElement[]): HTMLElement | undefined {
  const [row, column] = coordinates(from);
  const distance = (each: HTMLElement): number => {
    const [r, c] = coordinates(each);
    switch (key) {
      case 'ArrowRight':
        return r === row && c > column ? c - column : Infinity;
      case 'ArrowLeft':
        return r === row && c < column ? column - c : Infinity;
      case 'ArrowDown':
        return r > row ? (r - row) * 1000 + Math.abs(c - column) : Infinity;
      case 'ArrowUp':
        return r < row ? (row - r) * 1000 + Math.abs(c - column) : Infinity;
      default:
        return Infinity;
    }
  };
  const nearest = all.reduce((best, each) => (distance(each) < distance(best) ? each : best), from);
  return distance(nearest) < Infinity ? nearest : undefined;
}

function coordinates({ dataset }: HTMLElement): readonly [number, number] {
  return [Number(dataset.row), Number(dataset.column)];
}
