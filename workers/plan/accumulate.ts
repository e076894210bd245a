import type { Instruction, Tensor, TensorId } from './graph.ts';
import type { Segment } from './schedule.ts';

/** Columns of a tensor at some slots, to be set to zero before anything is added to them. */
export interface ZeroFill {
  readonly tensor: TensorId;
  readonly column: number;
  readonly width: number;
  readonly slot: number;
  readonly slots: number;
}

export interface Accumulation {
  /** Contributions that add to earlier ones; the others are the first and replace what stands there. */
  readonly adding: ReadonlySet<Instruction>;
  readonly zeros: readonly ZeroFill[];
}

interface Contribution {
  readonly instruction: Instruction;
  readonly segment: number;
  readonly index: number;
  readonly loop: boolean;
}

/** Steps of each scan. */
type Steps = (domain: number) => number;

/**
 * Decides, once the order is known, which contribution to a gradient comes first and so needs no zeros below it. Slots 0,
 * 1 … S−2 and S−1 are judged apart: a state's last slot gets nothing from a later step, its slot 0 nothing from this one.
 */
export function accumulation(
  segments: readonly Segment[],
  { tensors, steps }: { tensors: readonly Tensor[]; steps: Steps },
): Accumulation {
  const byTensor = new Map<TensorId, Contribution[]>();
  segments.forEach(({ instructions, loop }, segment) =>
    instructions.forEach((instruction, index) => {
      if (instruction.adds !== 'contribution') return;
      const { tensor } = instruction.write;
      byTensor.set(tensor, [...(byTensor.get(tensor) ?? []), { instruction, segment, index, loop }]);
    }),
  );
  const adding = new Set<Instruction>();
  const zeros: ZeroFill[] = [];
  for (const tensor of gathering(segments, tensors)) {
    zeros.push(...judge(tensor, { contributions: byTensor.get(tensor.id) ?? [], steps, adding }));
  }
  return { adding, zeros };
}

/** The tensors that gather contributions, or are read as if they did. */
function gathering(segments: readonly Segment[], tensors: readonly Tensor[]): Tensor[] {
  const used = new Set<TensorId>();
  for (const { instructions } of segments) {
    for (const { reads, write } of instructions) {
      used.add(write.tensor);
      for (const view of reads) if (view !== null) used.add(view.tensor);
    }
  }
  const kinds: readonly string[] = ['gradient', 'gradients', 'result'];
  return tensors.filter(({ id, kind }) => used.has(id) && kinds.includes(kind));
}

interface Judged {
  readonly contributions: readonly Contribution[];
  readonly steps: Steps;
  readonly adding: Set<Instruction>;
}

/** Marks the contributions that add, and returns the zeros that are still needed. */
function judge(tensor: Tensor, { contributions, steps, adding }: Judged): ZeroFill[] {
  const atoms = atomsOf(tensor, contributions);
  const first = atoms.map((atom) => firstAt(atom, { contributions, steps }));
  for (const { instruction } of contributions) {
    const covered = atoms.map((atom) => covers(instruction, atom, steps));
    if (covered.some((covers, n) => covers && first[n] !== instruction)) adding.add(instruction);
  }
  const bare = atoms.filter((_, n) => first[n] === undefined || adding.has(first[n]));
  return merged(tensor, bare);
}

/** Columns at slots that are alike: every contribution covers all of an atom or nothing of it. */
interface Atom {
  readonly column: number;
  readonly width: number;
  readonly slot: number;
  readonly slots: number;
}

function atomsOf({ width, slots }: Tensor, contributions: readonly Contribution[]): Atom[] {
  const cuts = new Set([0, width]);
  for (const { write } of contributions.map(({ instruction }) => instruction)) {
    cuts.add(write.column).add(write.column + write.width);
  }
  const columns = [...cuts].toSorted((a, b) => a - b);
  const ranges = [
    { slot: 0, slots: 1 },
    { slot: 1, slots: slots - 2 },
    { slot: slots - 1, slots: slots > 1 ? 1 : 0 },
  ].filter((range) => range.slots > 0);
  return columns.slice(1).flatMap((end, n) => {
    const column = columns[n];
    return ranges.map((range) => ({ column, width: end - column, ...range }));
  });
}

function covers({ write, domain }: Instruction, atom: Atom, steps: Steps): boolean {
  if (atom.column < write.column || atom.column >= write.column + write.width) return false;
  if (write.slot.kind === 'at') return write.slot.index === atom.slot;
  return atom.slot >= write.slot.offset && atom.slot < write.slot.offset + steps(domain);
}

function firstAt(atom: Atom, { contributions, steps }: Omit<Judged, 'adding'>): Instruction | undefined {
  const covering = contributions.filter(({ instruction }) => covers(instruction, atom, steps));
  return covering.toSorted(byTime)[0]?.instruction;
}

/** Backward loops run from the last step to the first: what writes slot t at step t comes before what does so at t − 1. */
function byTime(a: Contribution, b: Contribution): number {
  return a.segment - b.segment || rank(a) - rank(b) || a.index - b.index;
}

function rank({ loop, instruction: { write } }: Contribution): number {
  return loop && write.slot.kind === 'each' ? write.slot.offset : 0;
}

/** Joins zeros of neighbouring slots, then of neighbouring columns. */
function merged(tensor: Tensor, atoms: readonly Atom[]): ZeroFill[] {
  const fills: ZeroFill[] = [];
  for (const atom of atoms) {
    const last = fills.at(-1);
    const continues = last?.column === atom.column && last.slot + last.slots === atom.slot;
    if (last !== undefined && continues) fills[fills.length - 1] = { ...last, slots: last.slots + atom.slots };
    else fills.push({ tensor: tensor.id, ...atom });
  }
  return fills.reduce<ZeroFill[]>((joined, fill) => {
    const n = joined.findIndex(
      ({ column, width, slot, slots }) => column + width === fill.column && slot === fill.slot && slots === fill.slots,
    );
    if (n === -1) return [...joined, fill];
    return joined.with(n, { ...joined[n], width: joined[n].width + fill.width });
  }, []);
}
