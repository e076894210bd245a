/** Lets a kept run write from a prompt, one character at a time, in a worker of its own: training goes on meanwhile. */
import { BehaviorSubject, type Observable } from 'rxjs';
import { encode, UnknownCharactersError } from '../datasets/text.ts';
import type { RunRecord } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { WriteRequest, WrittenCharacter } from '../train/protocol.ts';
import { Trainer } from '../train/trainer.ts';
import { networkAt } from './network-at.ts';

export interface WriteWish extends Omit<WriteRequest, 'prompt'> {
  readonly prompt: string;
}

export interface ShownCharacter {
  readonly character: string;
  /** Likeliest first; empty for the one that opened an empty prompt. */
  readonly candidates: readonly { readonly character: string; readonly probability: number }[];
}

export type SamplingProblem =
  | { readonly kind: 'unknown-characters'; readonly characters: readonly string[] }
  /** The run has no weights yet, or is gone. */
  | { readonly kind: 'no-weights' }
  | { readonly kind: 'failed'; readonly message: string };

export interface SamplingState {
  readonly status: 'opening' | 'ready' | 'writing';
  /** Absent while it is being opened. */
  readonly run: Pick<RunRecord, 'id' | 'name' | 'settings' | 'vocabulary'> | undefined;
  /** Of the weights that write. */
  readonly step: number;
  readonly prompt: string;
  readonly written: readonly ShownCharacter[];
  readonly problem: SamplingProblem | undefined;
}

interface Opened {
  readonly run: RunRecord;
  readonly step: number;
  readonly parameters: Float32Array;
}

/** A text long enough to judge, short enough for a screen. */
const LENGTH = 400;
/** Slow enough to see each character come. Milliseconds. */
const PACE = 35;

const nothing: SamplingState = {
  status: 'opening',
  run: undefined,
  step: 0,
  prompt: '',
  written: [],
  problem: undefined,
};

export class SamplingSession {
  readonly state$: Observable<SamplingState>;
  private readonly state = new BehaviorSubject<SamplingState>(nothing);
  private opened: Opened | undefined;
  private trainer: Trainer | undefined;
  /** Counts what was begun: an older loop ends when it sees another number. */
  private turn = 0;

  constructor(private readonly store: Store) {
    this.state$ = this.state.asObservable();
  }

  /** The weights of a step or of the nearest kept one; without one, the latest. What fails stands in the state. */
  async open(id: string, step?: number): Promise<void> {
    this.stop();
    this.opened = undefined;
    this.state.next(nothing);
    try {
      const opened = await this.read(id, step);
      if (opened === undefined) return this.tell({ status: 'ready', problem: { kind: 'no-weights' } });
      this.opened = opened;
      this.tell({ status: 'ready', run: opened.run, step: opened.step });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Writes until `stop`, or for a screenful. Resolves when it has ended; what fails stands in the state. */
  async write({ prompt, ...wish }: WriteWish): Promise<void> {
    const { opened } = this;
    if (opened === undefined) return;
    const turn = ++this.turn;
    try {
      const { vocabulary, settings } = opened.run;
      const request = { ...wish, prompt: [...encode(prompt, vocabulary)] };
      this.tell({ status: 'writing', prompt, written: [], problem: undefined });
      this.trainer ??= new Trainer();
      await this.trainer.write({ model: settings.model, parameters: opened.parameters, write: request });
      await this.writeOn(turn, vocabulary);
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    }
    if (turn === this.turn) this.tell({ status: 'ready' });
  }

  stop(): void {
    this.turn += 1;
    if (this.state.value.status === 'writing') this.tell({ status: 'ready' });
  }

  /** The screen is left: the worker ends. */
  close(): void {
    this.stop();
    this.trainer?.dispose();
    this.trainer = undefined;
  }

  private async writeOn(turn: number, vocabulary: readonly string[]): Promise<void> {
    for (let n = 0; n < LENGTH && turn === this.turn; n++) {
      const began = performance.now();
      const characters = (await this.trainer?.writeOn(1)) ?? [];
      if (turn !== this.turn) return;
      this.tell({ written: [...this.state.value.written, ...characters.map((each) => shown(each, vocabulary))] });
      await rest(PACE - (performance.now() - began));
    }
  }

  private async read(id: string, step: number | undefined): Promise<Opened | undefined> {
    const run = await this.store.runs.get(id);
    if (run === undefined) return undefined;
    const network = await networkAt(this.store, { run: id, ...(step !== undefined && { step }) });
    return network && { run, ...network };
  }

  private fail(error: unknown): void {
    const problem: SamplingProblem =
      error instanceof UnknownCharactersError
        ? { kind: 'unknown-characters', characters: error.characters }
        : { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    this.tell({ status: 'ready', problem });
    // A worker that died is not asked again.
    if (problem.kind === 'failed') {
      this.trainer?.dispose();
      this.trainer = undefined;
    }
  }

  private tell(change: Partial<SamplingState>): void {
    this.state.next({ ...this.state.value, ...change });
  }
}

function shown({ id, candidates }: WrittenCharacter, vocabulary: readonly string[]): ShownCharacter {
  return {
    character: vocabulary[id],
    candidates: candidates.map((each) => ({ character: vocabulary[each.id], probability: each.probability })),
  };
}

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
