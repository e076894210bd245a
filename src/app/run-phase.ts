import type { RunRecord } from '../store/schema.ts';
import type { FailureReason, TrainingState } from '../train/protocol.ts';
import type { RunProgress } from './run-progress.ts';
import { lowerRate } from './train-setup.ts';
import type { TrainState } from './train-state.ts';

/** Where a run with a trainer is. A `state` is whole and final: it is what is saved. */
export type Phase =
  | { readonly status: 'running' | 'paused' }
  | { readonly status: 'finished'; readonly state: TrainingState }
  | { readonly status: 'diverged'; readonly state: TrainingState; readonly at: number }
  | { readonly status: 'failed'; readonly reason: FailureReason; readonly message: string };

/** What the screen shows of it. */
export function stateOf(phase: Phase, progress: RunProgress): TrainState {
  switch (phase.status) {
    case 'running':
    case 'paused':
    case 'finished':
      return { status: phase.status, run: progress.view() };
    case 'diverged':
      return diverged(progress, phase.at);
    case 'failed': {
      const { reason, message } = phase;
      return { status: 'failed', id: progress.record.id, problem: { kind: 'worker', reason, message } };
    }
    default:
      return phase satisfies never;
  }
}

/** What the screen shows of a run that is only kept, not trained. */
export function restingState({ status, divergedAt, training = false }: RunRecord, progress: RunProgress): TrainState {
  switch (status) {
    case 'unfinished':
      return { status: 'paused', run: progress.view(), interrupted: training };
    case 'finished':
      return { status: 'finished', run: progress.view() };
    case 'diverged':
      return diverged(progress, divergedAt ?? progress.step);
    default:
      return status satisfies never;
  }
}

function diverged(progress: RunProgress, at: number): TrainState {
  const rate = progress.record.settings.optimizer.learning_rate;
  return { status: 'diverged', run: progress.view(), at, lowerRate: lowerRate(rate) };
}
