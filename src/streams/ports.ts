import { map, Subject, Subscription, type Observable } from 'rxjs';
import type { EquationId } from '../nn/equation.ts';
import type { StepKey } from './events.ts';
import { joinByKey } from './join-by-key.ts';

/** One number for pass, sample and step: below 2^53 for 2^21 passes, 2^16 samples and steps. */
export function keyOf({ pass, sample, t }: StepKey): number {
  return (pass * 65536 + sample) * 65536 + t;
}

/** Emits a step's key once all of these have announced it. */
export function whenAll(reads: readonly Observable<StepKey>[]): Observable<StepKey> {
  // what is read alone waits for nobody
  return reads.length === 1 ? reads[0] : joinByKey(reads, keyOf).pipe(map(([key]) => key));
}

interface PortOptions {
  readonly sizes: readonly number[];
  /** Whether an equation speaks unit by unit; else only as a frame. */
  hasUnits(id: EquationId): boolean;
  fail(error: unknown): void;
}

/** Where the streams of one direction announce that a unit, or a whole frame, is there to be read. */
export class Ports {
  readonly connection = new Subscription();
  private readonly units: Subject<StepKey>[][];
  private readonly frames: Subject<StepKey>[] = [];

  constructor(private readonly options: PortOptions) {
    this.units = options.sizes.map(() => []);
  }

  /** Emits a step's key once the unit's number for that step can be read; the frame where units do not speak. */
  unit(id: EquationId, unit: number): Observable<StepKey> {
    return this.options.hasUnits(id) ? this.unitSubject(id, unit) : this.frame(id);
  }

  /** Emits a step's key once all units of that step can be read. */
  frame(id: EquationId): Observable<StepKey> {
    const known = this.frames[id];
    if (known !== undefined) return known;
    const subject = (this.frames[id] = new Subject<StepKey>());
    if (this.options.hasUnits(id)) {
      const units = Array.from({ length: this.options.sizes[id] }, (_, unit) => this.unitSubject(id, unit));
      const error = (reason: unknown): void => this.options.fail(reason);
      this.connection.add(whenAll(units).subscribe({ next: (key) => subject.next(key), error }));
    }
    return subject;
  }

  announceUnit(id: EquationId, unit: number, key: StepKey): void {
    this.units[id][unit]?.next(key);
  }

  announceFrame(id: EquationId, key: StepKey): void {
    this.frames[id]?.next(key);
  }

  private unitSubject(id: EquationId, unit: number): Subject<StepKey> {
    return (this.units[id][unit] ??= new Subject<StepKey>());
  }
}
