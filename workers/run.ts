import { SpecError } from '../src/nn/cells/fields.ts';
import { ShapeError } from '../src/nn/shape.ts';
import type { FailureReason, TrainerCommand, TrainerEvent } from '../src/train/protocol.ts';
import { TextTooShortError } from './batches.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { Loop } from './loop.ts';
import { isMoment } from './moments.ts';
import { MemoryLimitError, PlanError } from './plan/errors.ts';
import { buffersOf, StateError } from './state.ts';
import { Training } from './training.ts';

type Start = Extract<TrainerCommand, { type: 'start' }>;
/** What a run is asked while it is there. */
type RunCommand = Exclude<
  TrainerCommand,
  { type: 'start' | 'measure' | 'write' | 'write-on' | 'evaluate' | 'predict' | 'estimate' | 'terms' | 'forget-terms' }
>;
type Post = (event: TrainerEvent, transfer?: readonly ArrayBuffer[]) => void;

/** One run inside the worker: answers commands, and tells what its loop does. */
export class Run {
  readonly id: string;
  private readonly training: Training;
  private readonly loop: Loop;

  /** Throws what `Training` throws. */
  constructor(
    { run, settings, data, state }: Start,
    private readonly parts: { readonly kernels: KernelSet; readonly post: Post },
  ) {
    const { kernels, post } = parts;
    this.id = run;
    this.training = new Training({ settings, data, state }, kernels);
    const { step, bytes } = this.training;
    const otherKernels = state !== undefined && state.kernels !== kernels.name;
    post({ type: 'started', run, kernels: kernels.name, step, bytes, otherKernels });
    this.loop = new Loop(this.training, {
      steps: (measures) => post({ type: 'steps', run, measures }),
      evaluated: (told) => post({ type: 'evaluated', run, ...told }),
      moment: (step, parameters) => this.postMoment(step, parameters),
      finished: () => this.postState({ type: 'finished', run, early: this.training.isOutOfPatience }),
      diverged: (at) => this.postState({ type: 'diverged', run, step: at }),
      failed: (error) => post(failure(error, { run })),
    });
    // One that goes on has told the moment it stands at when it got there.
    if (state === undefined && isMoment(step)) this.postMoment(step, this.training.parameters);
    this.loop.start();
  }

  /** Answers a command for this run; `stop` ends it. */
  take(command: RunCommand): void {
    const { loop, training, id: run } = this;
    const { post } = this.parts;
    switch (command.type) {
      case 'pause':
        loop.pause();
        return post({ type: 'paused', run, step: training.step });
      case 'resume':
        loop.start();
        return post({ type: 'resumed', run, step: training.step });
      case 'give-way':
        return loop.giveWay(command.milliseconds);
      case 'stop':
        this.end();
        return this.postState({ type: 'stopped', run });
      case 'snapshot':
        loop.flush();
        return this.postState({ type: 'snapshot', run, request: command.request });
      case 'sample': {
        const ids = training.sample(command.sample);
        return post({ type: 'sample', run, request: command.request, step: training.step, ids });
      }
      default:
        return command satisfies never;
    }
  }

  end(): void {
    this.loop.end();
  }

  private postMoment(step: number, parameters: Float32Array): void {
    // `slice` made it over a buffer of its own
    this.parts.post({ type: 'moment', run: this.id, step, parameters }, [parameters.buffer as ArrayBuffer]);
  }

  private postState(
    event:
      | { type: 'stopped'; run: string }
      | { type: 'finished'; run: string; early: boolean }
      | { type: 'diverged'; run: string; step: number }
      | { type: 'snapshot'; run: string; request: number },
  ): void {
    const { state } = this.training;
    this.parts.post({ ...event, state }, buffersOf(state));
  }
}

/** What went wrong, in the protocol's words. */
export function failure(error: unknown, about: { run: string; request?: number }): TrainerEvent {
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'failed', ...about, reason: reasonOf(error), message };
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof MemoryLimitError) return 'memory';
  if (error instanceof StateError) return 'state';
  const settings = [PlanError, ShapeError, SpecError, TextTooShortError];
  // `new ArrayBuffer` throws a RangeError when the device itself has no more
  if (error instanceof RangeError && /alloc|memory|length/i.test(error.message)) return 'memory';
  return settings.some((kind) => error instanceof kind) ? 'settings' : 'other';
}
