import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { behindFrame } from './behind-frame.ts';
import { EARLY } from './early.ts';

/**
 * One tab stop for a grid of buttons: the arrow keys move among those with `data-row` and `data-column`. The stop is the
 * button that had the focus last, else the last one marked `data-first`, else the first.
 */
export class Roving implements ReactiveController {
  private at: string | undefined;
  private isWaiting = false;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('keydown', this.move);
    // within: outside of a shadow root it is not told when the focus moves from one of its elements to another
    this.host.shadowRoot?.addEventListener('focusin', this.remember);
    addEventListener('pointerdown', this.point, EARLY);
    addEventListener('keydown', this.press, EARLY);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.move);
    this.host.shadowRoot?.removeEventListener('focusin', this.remember);
    removeEventListener('pointerdown', this.point, EARLY);
    removeEventListener('keydown', this.press, EARLY);
  }

  hostUpdated(): void {
    // a key's next press must find its button at once; a finger looks for none, and to focus is to lay out
    if (!this.isPointed) this.settle();
    else if (!this.isWaiting) void this.settleBehind();
  }

  private async settleBehind(): Promise<void> {
    this.isWaiting = true;
    await behindFrame();
    this.isWaiting = false;
    this.settle();
  }

  private settle(): void {
    const all = this.buttons();
    const last = this.at === undefined ? undefined : all.find((each) => place(each) === this.at);
    const stop = last ?? all.findLast((each) => each.hasAttribute('data-first')) ?? all[0];
    makeOnlyStop(stop, all);
    // a render that replaced the focused button must not lose the focus, nor take it from where it went meanwhile
    const isNowhere = document.activeElement === document.body;
    if (this.hasLostFocus && isNowhere) stop?.focus({ preventScroll: this.isPointed });
  }

  private get hasLostFocus(): boolean {
    return this.at !== undefined && this.hadFocus && !this.hasFocus();
  }

  private hadFocus = false;
  /** A finger or a mouse was used last, anywhere on the page, and not a key. */
  private isPointed = false;

  private readonly point = (event: Event): void => {
    this.isPointed = true;
    // who points elsewhere has left the grid, even where nothing takes the focus
    if (!event.composedPath().includes(this.host)) this.hadFocus = false;
  };

  private readonly press = (): void => {
    this.isPointed = false;
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
    if (event.relatedTarget !== null) this.hadFocus = false;
  };

  private readonly move = (event: KeyboardEvent): void => {
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
