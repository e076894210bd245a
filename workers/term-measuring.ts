import type { JacobianReach } from '../src/nn/jacobian-norms.ts';
import type { TrainerCommand, TrainerEvent } from '../src/train/protocol.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { failure } from './run.ts';
import { ReadText } from './terms.ts';

type Command = Extract<TrainerCommand, { type: 'terms' | 'forget-terms' }>;
type Post = (event: TrainerEvent, transfer?: readonly ArrayBuffer[]) => void;

/** How long it works before it listens and tells how far it is. Milliseconds. */
const SLICE = 100;

interface Work {
  readonly run: string;
  readonly request: number;
  readonly pieces: Generator<number, JacobianReach>;
}

/**
 * Measures the terms of BPTT's sum, which takes a moment, then how far the state's changes reach, which for a large
 * network takes long: between two slices the worker hears what else is asked. A new request ends the one before.
 */
export class TermMeasuring {
  private work: Work | undefined;

  constructor(private readonly post: Post) {}

  /** Throws what `ReadText` throws. */
  take(command: Command, kernels: KernelSet): void {
    if (command.type === 'forget-terms') {
      if (this.work?.request === command.request) this.work = undefined;
      return;
    }
    this.work = undefined;
    const { run, request } = command;
    const text = new ReadText(command.text, kernels);
    const terms = text.terms();
    const tables = [...Object.values(terms.norms), terms.arriving, terms.losses];
    this.post({ type: 'terms', run, request, terms }, buffersOf(tables));
    this.work = { run, request, pieces: text.reach() };
    this.rest(this.work);
  }

  private rest(work: Work): void {
    setTimeout(() => {
      if (work === this.work) this.slice(work);
    });
  }

  private slice(work: Work): void {
    const { run, request, pieces } = work;
    try {
      const end = performance.now() + SLICE;
      let next = pieces.next();
      while (!next.done && performance.now() < end) next = pieces.next();
      if (next.done) return this.finish(work, next.value);
      this.post({ type: 'reach-progress', run, request, share: next.value });
      this.rest(work);
    } catch (error) {
      this.work = undefined;
      this.post(failure(error, { run, request }));
    }
  }

  private finish({ run, request }: Work, { norms, paths }: JacobianReach): void {
    this.work = undefined;
    this.post({ type: 'reach', run, request, reach: { norms, paths } }, buffersOf([...Object.values(norms), paths]));
  }
}

/** Each once. */
function buffersOf(tables: readonly Float64Array[]): ArrayBuffer[] {
  return [...new Set(tables.map(({ buffer }) => buffer as ArrayBuffer))];
}
