/**
 * The address is the state: which screen is open stands in the hash, so that links, reloads and the system's back key
 * work without a server that knows the paths.
 */
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';
import { recurrentCells, type RecurrentCell } from '../lessons/recurrent-cells.ts';
import { Entries, type OpenSheet } from './entries.ts';

/** The cells which have a recurrence lab. */
export const labCells = recurrentCells;
export type LabCell = RecurrentCell;

/** The lessons with a screen of their own. */
export const lessonNames = ['bptt'] as const;
export type LessonName = (typeof lessonNames)[number];

export type Route =
  | { readonly screen: 'home' }
  /**
   * The recurrence lab; `run` opens a trained run's weights in it: those of `step`, or the latest. `state` is what
   * `lab-link.ts` writes of a lab.
   */
  | {
      readonly screen: 'lab';
      readonly cell: LabCell;
      readonly run?: string;
      readonly step?: number;
      /** The address asks for a step that is no whole number; it is not written again. */
      readonly hasBadStep?: true;
      readonly state?: string;
    }
  /** Without `run`: the form that starts a new one. `step` is looked at on the run's curve. */
  | { readonly screen: 'train'; readonly run?: string; readonly step?: number }
  /** A kept run writes: with the weights of `step`, or the latest. */
  | { readonly screen: 'write'; readonly run: string; readonly step?: number }
  /** What this device keeps; with `compare`, these runs side by side. */
  | { readonly screen: 'runs'; readonly compare?: readonly string[] }
  /** A lesson that is no lab, on a trained run where there is `run`; `state` is what `link.ts` writes of it. */
  | {
      readonly screen: 'lesson';
      readonly lesson: LessonName;
      readonly run?: string;
      readonly step?: number;
      /** The address asks for a step that is no whole number; it is not written again. */
      readonly hasBadStep?: true;
      readonly state?: string;
    }
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
  const values = new URLSearchParams(query);
  if (screen === 'train') {
    return name === undefined ? { screen } : { screen, run: name, ...stepOf(values) };
  }
  if (screen === 'write' && name !== undefined) return { screen, run: name, ...stepOf(values) };
  if (screen === 'runs' && name === undefined) {
    const compare = values.get('compare')?.split(',').filter(Boolean) ?? [];
    return { screen, ...(compare.length > 0 && { compare }) };
  }
  const lesson = lessonNames.find((known) => known === name);
  if (screen === 'lesson' && lesson) {
    const run = values.get('run');
    return { screen, lesson, ...(run && { run, ...stepOf(values), ...badStepOf(values) }), ...stateOf(values) };
  }
  const cell = labCells.find((known) => known === name);
  if (screen !== 'lab' || !cell) return { screen: 'unknown', address };
  const run = values.get('run');
  return { screen, cell, ...(run && { run, ...stepOf(values), ...badStepOf(values) }), ...stateOf(values) };
}

/** The hash of a route: `parseRoute(formatRoute(route))` is the route again. */
export function formatRoute(route: Route): `#/${string}` {
  switch (route.screen) {
    case 'home':
      return '#/';
    case 'lab':
      return `#/lab/${route.cell}${queryOf({ run: route.run, step: route.step, s: route.state })}`;
    case 'train':
      return route.run === undefined
        ? '#/train'
        : `#/train/${encodeURIComponent(route.run)}${queryOf({ step: route.step })}`;
    case 'write':
      return `#/write/${encodeURIComponent(route.run)}${queryOf({ step: route.step })}`;
    case 'runs':
      return `#/runs${queryOf({ compare: route.compare?.join(',') })}`;
    case 'lesson':
      return `#/lesson/${route.lesson}${queryOf({ run: route.run, step: route.step, s: route.state })}`;
    case 'unknown':
      return `#/${route.address.replace(/^\//, '')}`;
  }
}

/**
 * Where the header's back key leads when nothing of the app lies behind, as after a shared link: a trained run's lab, its
 * lesson and what it writes hang below the run, at the step they were opened at; a comparison below the runs; everything
 * else below home.
 */
export function parentRoute(route: Route): Route | undefined {
  if (route.screen === 'home' || route.screen === 'unknown') return undefined;
  if (route.screen === 'runs' && route.compare !== undefined) return { screen: 'runs' };
  if (!('run' in route) || route.run === undefined || route.screen === 'train') return { screen: 'home' };
  const { run, step } = route;
  return { screen: 'train', run, ...(step !== undefined && { step }) };
}

/** Follows the window's hash from construction to `dispose()`. */
export class Router {
  private readonly route = new BehaviorSubject<Route>(parseRoute(location.hash));
  /** The same with the state that its screen has noted. */
  private readonly noted = new BehaviorSubject<Route>(this.route.value);
  private address = location.hash;
  private readonly entries = new Entries();
  private readonly follow = () => this.open(location.hash);

  /** The present route, then each next one. */
  readonly route$: Observable<Route> = this.route.asObservable();
  /** The address one level above the present screen; undefined for home. */
  readonly parent$: Observable<`#/${string}` | undefined> = this.noted.pipe(
    map((route) => parentRoute(route)),
    map((parent) => parent && formatRoute(parent)),
    distinctUntilChanged(),
  );

  constructor() {
    addEventListener('hashchange', this.follow);
  }

  get current(): Route {
    return this.route.value;
  }

  /** Adds an entry to the browser's history; the same address again changes nothing. */
  go(to: Route | `#/${string}`): void {
    this.entries.whenUncovered(() => (location.hash = addressOf(to)));
  }

  /** In place of the present screen, to which nobody wants to come back: a form that was sent, a run that is deleted. */
  replace(to: Route | `#/${string}`): void {
    this.entries.whenUncovered(() => {
      this.entries.rewrite(addressOf(to));
      this.follow();
    });
  }

  /**
   * To the screen that the reader came from; one level up where that was outside the app, in this screen's place: it would
   * else be what the reader came from there, and the way up would lead down again.
   */
  back(): void {
    const parent = parentRoute(this.noted.value);
    if (this.entries.hasPast) this.entries.whenUncovered(() => history.back());
    else if (parent !== undefined) this.replace(parent);
  }

  /** A sheet has opened over the screen: the system's Back closes it first. */
  cover(sheet: OpenSheet): void {
    this.entries.cover(sheet);
  }

  /** An open sheet has gone deeper or up. */
  recount(): void {
    this.entries.settleSoon();
  }

  /**
   * Writes the present screen's state into its address: a reload finds it, and nothing is opened anew. Does nothing once
   * another screen is asked for, another run on the same screen among them.
   * @param opened the route for which this is found to be the right address, while its screen is being opened; absent:
   *   the screen in sight notes its own state
   */
  note(route: Route, opened?: Route): void {
    // the browser is at another address already, of which the page hears next
    if (location.hash !== this.address) return;
    const isPresent = opened === undefined ? isSamePlace(route, this.noted.value) : opened === this.route.value;
    if (!isPresent) return;
    this.entries.rewrite(formatRoute(route));
    // as the browser writes it
    this.address = location.hash;
    this.noted.next(route);
  }

  dispose(): void {
    removeEventListener('hashchange', this.follow);
    this.entries.dispose();
    this.route.complete();
    this.noted.complete();
  }

  private open(address: string): void {
    // back from a sheet, or to what is noted already
    if (address === this.address) return;
    this.address = address;
    const route = parseRoute(address);
    this.noted.next(route);
    this.route.next(route);
  }
}

const addressOf = (to: Route | `#/${string}`): `#/${string}` => (typeof to === 'string' ? to : formatRoute(to));

/** Whether two routes lead to the same thing, whatever its state is; a run's curve is looked at here and there. */
function isSamePlace(one: Route, other: Route): boolean {
  const bare = (route: Route) =>
    formatRoute({
      ...route,
      ...('state' in route && { state: undefined }),
      ...(route.screen === 'train' && { step: undefined }),
    });
  return bare(one) === bare(other);
}

/** A training step in the address; one that is no whole number is left out. */
function stepOf(values: URLSearchParams): { readonly step?: number } {
  const text = values.get('step') ?? '';
  return STEP.test(text) ? { step: Number(text) } : {};
}

function badStepOf(values: URLSearchParams): { readonly hasBadStep?: true } {
  const text = values.get('step');
  return text === null || STEP.test(text) ? {} : { hasBadStep: true };
}

/** An empty one, too: a link that was cut off right there is a broken one. */
function stateOf(values: URLSearchParams): { readonly state?: string } {
  const state = values.get('s');
  return state === null ? {} : { state };
}

const STEP = /^\d{1,9}$/;

/** What is defined, as `?name=value`; nothing for nothing. */
function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const defined = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return defined.length === 0 ? '' : `?${new URLSearchParams(defined).toString()}`;
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
