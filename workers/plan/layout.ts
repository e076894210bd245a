import { MEMORY_LIMIT, MemoryLimitError } from './errors.ts';
import type { Tensor, TensorId, View } from './graph.ts';
import type { ZeroFill } from './accumulate.ts';
import type { Segment } from './schedule.ts';

/** A tensor's memory: addresses count floats from the start of the arena. */
export interface Block {
  readonly address: number;
  /** Floats from one row to the next. */
  readonly width: number;
  /** Floats from one slot to the next; 0 where every step uses the same one. */
  readonly stride: number;
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
    segments: readonly Segment[],
    private readonly laid: Laid,
  ) {
    const single = singleSlots(segments, this.laid, (view) => this.root(view));
    const used = this.usedRoots(segments);
    let end = 0;
    const slotAddresses: number[] = [];
    const take = (floats: number): number => {
      const address = end;
      end += Math.ceil((floats + ALIGNMENT) / ALIGNMENT) * ALIGNMENT;
      return address;
    };
    for (const { id, kind, width, rows, slots } of used) {
      const steps = single.has(id) ? 1 : slots;
      const stride = single.has(id) ? 0 : rows * width;
      this.blocks.set(id, { address: take(steps * rows * width), width, stride });
      if (kind === 'gradients') for (let n = 0; n < laid.slots; n++) slotAddresses.push(take(width));
    }
    this.floats = end;
    this.slotAddresses = slotAddresses;
    if (end * 4 > MEMORY_LIMIT) throw new MemoryLimitError(end * 4, largest(used));
  }

  /** Follows a view into the tensor whose memory it is in. */
  root(view: View): View {
    const target = this.laid.placed.get(view.tensor);
    if (target === undefined) return view;
    return this.root({ ...view, tensor: target.tensor, column: target.column + view.column });
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

/** Values that live within one step of one loop share a single slot, which stays in the cache. */
function singleSlots(
  segments: readonly Segment[],
  { tensors, zeros, kept }: Laid,
  root: (view: View) => View,
): ReadonlySet<TensorId> {
  const seen = new Map<TensorId, Segment>();
  const out = new Set<TensorId>([...zeros.map(({ tensor }) => tensor), ...kept.map((view) => root(view).tensor)]);
  for (const segment of segments) {
    for (const view of segment.instructions.flatMap(({ reads, write }) => [...reads, write])) {
      if (view === null) continue;
      const { tensor } = root(view);
      const elsewhere = seen.get(tensor) !== undefined && seen.get(tensor) !== segment;
      const everyStep = segment.loop && view.slot.kind === 'each' && view.slot.offset === 0;
      if (elsewhere || !everyStep) out.add(tensor);
      seen.set(tensor, segment);
    }
  }
  const inside = tensors.filter(({ id, kind }) => (kind === 'value' || kind === 'gradient') && seen.has(id));
  return new Set(inside.map(({ id }) => id).filter((id) => !out.has(id)));
}

function largest(tensors: readonly Tensor[]): { label: string; bytes: number } {
  const sized = tensors.map(({ label, width, rows, slots }) => ({ label, bytes: width * rows * slots * 4 }));
  return sized.reduce((a, b) => (b.bytes > a.bytes ? b : a));
}
