import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Route } from '../../src/app/router.ts';

/** Imports a screen's module and makes its element for a route. Rejects when the module cannot be loaded. */
export type ScreenLoader = (route: Route) => Promise<HTMLElement>;

export type ScreenState =
  | { readonly status: 'opening' }
  | { readonly status: 'shown'; readonly route: Route; readonly screen: HTMLElement }
  | { readonly status: 'failed'; readonly route: Route; readonly error: unknown };

interface Shell extends ReactiveControllerHost {
  /** After a change of screen, not after the first one: moves the focus to where reading begins. */
  screenChanged(): void;
}

/**
 * Which screen stands in the shell. The one before stays until the next is loaded; a later visit overtakes an earlier
 * one that is still loading; each address keeps its scroll position.
 */
export class Screens implements ReactiveController {
  state: ScreenState = { status: 'opening' };
  private visit = 0;
  private address = '';
  private readonly scrolled = new Map<string, number>();

  constructor(private readonly shell: Shell) {
    shell.addController(this);
  }

  hostConnected(): void {
    // The browser restores a position before the screen is there.
    history.scrollRestoration = 'manual';
  }

  /** Loads and shows the screen of a route. `address` is its hash, under which its scroll position is kept. */
  async open(route: Route, { load, address }: { load: ScreenLoader; address: string }): Promise<void> {
    const visit = ++this.visit;
    this.scrolled.set(this.address, scrollY);
    let next: ScreenState;
    try {
      next = { status: 'shown', route, screen: await load(route) };
    } catch (error) {
      next = { status: 'failed', route, error };
    }
    if (visit !== this.visit) return;
    const isFirst = this.state.status === 'opening';
    await changing(isFirst, async () => {
      // The fade begins at a later frame: by then another visit may have overtaken this one, too.
      if (visit !== this.visit) return;
      this.address = address;
      this.state = next;
      this.shell.requestUpdate();
      await this.shell.updateComplete;
      scrollTo({ top: this.scrolled.get(address) ?? 0, behavior: 'instant' });
    });
    if (!isFirst && visit === this.visit) this.shell.screenChanged();
  }
}

/** How long the next screen waits for a fade to begin. Milliseconds. */
const MOST_WAIT = 300;

/** A short cross-fade where the browser can and the reader does not mind. Resolves when the page has changed. */
async function changing(isFirst: boolean, change: () => Promise<void>): Promise<void> {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (isFirst || isCalm || !('startViewTransition' in document)) return change();
  let changed: Promise<void> | undefined;
  const changeOnce = () => (changed ??= change());
  const transition = document.startViewTransition(changeOnce);
  // A hidden page or a second change skips the fade, not the change.
  transition.ready.catch(() => {});
  // A page that paints no frame never begins to fade: the screen comes without.
  const late = setTimeout(() => void changeOnce(), MOST_WAIT);
  await transition.updateCallbackDone.finally(() => clearTimeout(late));
}
