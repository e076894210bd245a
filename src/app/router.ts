/**
 * The address is the state: which screen is open stands in the hash, so that links, reloads and the system's back key
 * work without a server that knows the paths.
 */
import { BehaviorSubject, type Observable } from 'rxjs';

/** The cells which have a recurrence lab. */
export const labCells = ['rnn', 'lstm', 'gru'] as const;
export type LabCell = (typeof labCells)[number];

export type Route =
  | { readonly screen: 'home' }
  /** The recurrence lab; `run` opens a trained run's weights in it. */
  | { readonly screen: 'lab'; readonly cell: LabCell; readonly run?: string }
  /** Without `run`: the form that starts a new one. */
  | { readonly screen: 'train'; readonly run?: string }
  /** An address that names nothing; the home screen says so. */
  | { readonly screen: 'unknown'; readonly address: string };

/** Reads `location.hash`, with or without the number sign. Never throws: what it cannot read is `unknown`. */
export function parseRoute(hash: string): Route {
  const address = hash.replace(/^#/, '');
  const [path = '', query = ''] = address.split('?', 2);
  const parts = decoded(path);
  const [screen, name, ...rest] = parts ?? [];
  if (!parts || rest.length > 0) return { screen: 'unknown', address };
  if (screen === undefined) return { screen: 'home' };
  if (screen === 'train') return { screen, ...(name !== undefined && { run: name }) };
  const cell = labCells.find((known) => known === name);
  if (screen !== 'lab' || !cell) return { screen: 'unknown', address };
  const run = new URLSearchParams(query).get('run');
  return { screen, cell, ...(run && { run }) };
}

/** The hash of a route: `parseRoute(formatRoute(route))` is the route again. */
export function formatRoute(route: Route): `#/${string}` {
  switch (route.screen) {
    case 'home':
      return '#/';
    case 'lab': {
      const query = route.run === undefined ? '' : `?${new URLSearchParams({ run: route.run }).toString()}`;
      return `#/lab/${route.cell}${query}`;
    }
    case 'train':
      return route.run === undefined ? '#/train' : `#/train/${encodeURIComponent(route.run)}`;
    case 'unknown':
      return `#/${route.address.replace(/^\//, '')}`;
  }
}

/** Where the header's back key leads: a trained run's lab hangs below its run, everything else below home. */
export function parentRoute(route: Route): Route | undefined {
  if (route.screen === 'home' || route.screen === 'unknown') return undefined;
  return route.screen === 'lab' && route.run !== undefined ? { screen: 'train', run: route.run } : { screen: 'home' };
}

/** Follows the window's hash from construction to `dispose()`. */
export class Router {
  private readonly route = new BehaviorSubject<Route>(parseRoute(location.hash));
  private readonly follow = () => this.route.next(parseRoute(location.hash));

  /** The present route, then each next one. */
  readonly route$: Observable<Route> = this.route.asObservable();

  constructor() {
    addEventListener('hashchange', this.follow);
  }

  get current(): Route {
    return this.route.value;
  }

  /** Adds an entry to the browser's history; the same address again changes nothing. */
  go(to: Route | `#/${string}`): void {
    location.hash = typeof to === 'string' ? to : formatRoute(to);
  }

  dispose(): void {
    removeEventListener('hashchange', this.follow);
    this.route.complete();
  }
}

/** The path's parts, or undefined where an escape in it is broken. */
function decoded(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
