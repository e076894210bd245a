import { filter, map, type Observable } from 'rxjs';
import type { Batch } from './batch.ts';
import type { Contributions } from './contributions.ts';
import type { EventLog } from './event-log.ts';
import type { Phase, StepKey } from './events.ts';
import type { Frames } from './frames.ts';
import type { Graph } from './graph.ts';
import type { GivenPass } from './pass-input.ts';
import type { PathMap } from './path-map.ts';
import type { ReadMap } from './reads.ts';
import type { Schedule } from './schedule.ts';
import type { ShareBook } from './share-book.ts';
import type { StepScheduler } from './step-scheduler.ts';

/** What the streams of one pass share. */
export interface PassContext {
  readonly pass: number;
  readonly graph: Graph;
  readonly reads: ReadMap;
  readonly paths: PathMap;
  readonly given: GivenPass;
  readonly batch: Batch;
  readonly frames: Frames;
  readonly contributions: Contributions;
  readonly shares: ShareBook;
  readonly schedule: Schedule;
  readonly scheduler: StepScheduler;
  readonly log: EventLog;
}

/** The clock of the unrolled network: the key of each step of a scan as the phase reaches it. */
export function openings(
  { scheduler, pass, given: { sample } }: PassContext,
  { phase, scan }: { phase: Phase; scan: number },
): Observable<StepKey> {
  return scheduler.opening$.pipe(
    filter((step) => step.phase === phase && step.scan === scan),
    map(({ t }) => ({ pass, sample, t })),
  );
}

/** The same moment as another step counts it. */
export function atStep({ pass, sample }: StepKey, t: number): StepKey {
  return { pass, sample, t };
}
