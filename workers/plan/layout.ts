import { MEMORY_LIMIT, MemoryLimitError } from './errors.ts';
import { rootOf, type Tensor, type TensorId, type View } from './graph.ts';
import type { ZeroFill } from './accumulate.ts';
import type { Stretch } from './pieces.ts';
import type { Segment } from './schedule.ts';

/** A tensor's memory: addresses count floats from the start of the arena. */
export interface Block {
  readonly address: number;
  /** Floats from one row to the next. */
  readonly width: number;
  /** Floats from one slot to the next; 0 where every step uses the same one. */
  readonly stride: number;
  /** Whether a piece's first step has slot 0, because no other piece needs what this one wrote. */
  readonly perPiece: boolean;
}

/** A vector register of 16 bytes reads past a row's end; 64 bytes keep it inside, and start blocks on cache lines. */
const ALIGNMENT = 16;

interface Laid {
  readonly tensors: readonly Tensor[];
  readonly placed: ReadonlyMap<TensorId, View>;
  readonly zeros: readonly ZeroFill[];
  readonly kept: readonly View[];
  /** Feeds, states and results, which the host reaches though no instruction may. */
  readonly reached: readonly TensorId[];
  /** Arrays of the parameters' size behind parameters and gradients: the optimizer's memory. */
  readonly slots: number;
}

/** Where everything stands. */
export class Layout {
  /** Floats in all. */
  readonly floats: number;
  /** Addresses of the optimizer's arrays. */
  readonly slotAddresses: readonly number[];
  private readonly blocks = new Map<TensorId, Block>();

  /** Throws MemoryLimitError before anything is allocated. */
  constructor(
    stretches: readonly Stretch[],
    private readonly laid: Laid,
  ) {
    const segments = stretches.flatMap(({ segments }) => segments);
    const loops = segments.map((segment) => ({ segments: [segment], slots: segment.loop ? 1 : undefined }));
    const pieces = stretches.map(({ segments, pieces }) => ({ segments, slots: pieces && longest(pieces) }));
    const [single, inPieces] = [this.within(loops), this.within(pieces)];
    const used = this.usedRoots(segments);
    let end = 0;
    const slotAddresses: number[] = [];
    const take = (floats: number): number => {
      const address = end;
      end += Math.ceil((floats + ALIGNMENT) / ALIGNMENT) * ALIGNMENT;
      return address;
    };
    for (const { id, kind, width, rows, slots } of used) {
      const steps = single.get(id) ?? inPieces.get(id) ?? slots;
      const stride = single.has(id) ? 0 : rows * width;
      const perPiece = inPieces.has(id);
      this.blocks.set(id, { address: take(steps * rows * width), width, stride, perPiece });
      if (kind === 'gradients') for (let n = 0; n < laid.slots; n++) slotAddresses.push(take(width));
    }
    this.floats = end;
    this.slotAddresses = slotAddresses;
    if (end * 4 > MEMORY_LIMIT) throw new MemoryLimitError(end * 4, largest(used));
  }

  /** Follows a view into the tensor whose memory it is in. */
  root(view: View): View {
    return rootOf(view, this.laid.placed);
  }

  /** The memory of a root tensor. */
  block(tensor: TensorId): Block {
    const block = this.blocks.get(tensor);
    if (block === undefined) throw new Error(`tensor ${this.laid.tensors[tensor].label} has no memory`);
    return block;
  }

  has(tensor: TensorId): boolean {
    return this.blocks.has(tensor);
  }

  /**
   * Tensors that only one of the spans touches, and whose slots need no more than its own: within one step of a loop a
   * single one, within a piece as many as its steps. So they stay in the cache. By tensor, how many.
   */
  private within(spans: readonly Span[]): ReadonlyMap<TensorId, number> {
    const { tensors, zeros, kept } = this.laid;
    const seen = new Map<TensorId, Span>();
    const out = new Set<TensorId>([
      ...zeros.map(({ tensor }) => tensor),
      ...kept.map((view) => this.root(view).tensor),
    ]);
    for (const span of spans) {
      const instructions = span.segments.flatMap(({ instructions }) => instructions);
      for (const view of instructions.flatMap(({ reads, write }) => [...reads, write])) {
        if (view === null) continue;
        const { tensor } = this.root(view);
        const isElsewhere = seen.has(tensor) && seen.get(tensor) !== span;
        const isEveryStep = view.slot.kind === 'each' && view.slot.offset === 0;
        if (isElsewhere || !isEveryStep || span.slots === undefined) out.add(tensor);
        seen.set(tensor, span);
      }
    }
    const inside = tensors.filter(({ id, kind }) => (kind === 'value' || kind === 'gradient') && !out.has(id));
    return new Map(
      inside.flatMap(({ id }) => {
        const slots = seen.get(id)?.slots;
        return slots === undefined ? [] : [[id, slots]];
      }),
    );
  }

  private usedRoots(segments: readonly Segment[]): Tensor[] {
    // what the host keeps has memory even where nothing reads it: a mask without a state to hold
    const used = new Set<TensorId>([...this.laid.reached, ...this.laid.kept.map((view) => this.root(view).tensor)]);
    for (const { instructions } of segments) {
      for (const { reads, write } of instructions) {
        used.add(this.root(write).tensor);
        for (const view of reads) if (view !== null) used.add(this.root(view).tensor);
      }
    }
    return this.laid.tensors.filter(({ id }) => used.has(id));
  }
}

/** What runs for a step, or for a piece of steps, before the next; `slots`: how many steps at most, where it does. */
interface Span {
  readonly segments: readonly Segment[];
  readonly slots: number | undefined;
}

function longest(pieces: readonly { readonly steps: number }[]): number {
  return Math.max(...pieces.map(({ steps }) => steps));
}

function largest(tensors: readonly Tensor[]): { label: string; bytes: number } {
  const sized = tensors.map(({ label, width, rows, slots }) => ({ label, bytes: width * rows * slots * 4 }));
  return sized.reduce((a, b) => (b.bytes > a.bytes ? b : a));
}
