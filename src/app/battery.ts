import { distinctUntilChanged, EMPTY, from, fromEvent, map, merge, startWith, switchMap, type Observable } from 'rxjs';

/** What some browsers tell of the battery (W3C Battery Status API); TypeScript's own library leaves it out. */
export interface Battery extends EventTarget {
  /** Share of a full one. */
  readonly level: number;
  readonly charging: boolean;
}

/** Below this share, and not charging, training rests. */
const LOW = 0.15;

/** The level whenever the battery becomes low, once each time; completes at once where it cannot be read. */
export function lowBattery$(): Observable<number> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  if (getBattery === undefined) return EMPTY;
  return from(getBattery.call(navigator)).pipe(switchMap(becomingLow));
}

/** The level at each change from enough to low. */
export function becomingLow(battery: Battery): Observable<number> {
  return merge(fromEvent(battery, 'levelchange'), fromEvent(battery, 'chargingchange')).pipe(
    startWith(undefined),
    map(() => battery.level < LOW && !battery.charging),
    distinctUntilChanged(),
    switchMap((isLow) => (isLow ? [battery.level] : EMPTY)),
  );
}
