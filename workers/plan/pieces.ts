import { ONCE, overlap, rootOf, type Instruction, type Phase, type Tensor, type TensorId, type View } from './graph.ts';
import type { Segment } from './schedule.ts';

/** Rows of a piece, at most: what one kernel writes for so many stays in the second-level cache until the next reads it. */
export const PIECE_ROWS = 256;
/** Each piece has instructions of its own in the program, so there are not too many. */
const MOST = 32;

/** Some steps of a scan. */
export interface Piece {
  readonly from: number;
  readonly steps: number;
}

/** Segments that run one after the other for each piece of their scan; `undefined`: once, over whatever they cover. */
export interface Stretch {
  readonly segments: readonly Segment[];
  readonly pieces: readonly Piece[] | undefined;
}

interface Sizes {
  readonly tensors: readonly Tensor[];
  /** Where a tensor's memory is, if it is a part of another's. */
  readonly placed: ReadonlyMap<TensorId, View>;
  readonly steps: (domain: number) => number;
  readonly batch: number;
  readonly pieceRows: number;
}

/**
 * Cuts long sequences into pieces of time, so that a weight gradient finds in the cache what the loop before it wrote:
 *
 *     whole      loop, steps 63 … 0 │ weights, all rows
 *     in pieces  loop, steps 63 … 56 │ weights of these rows │ loop, steps 55 … 48 │ weights of these rows │ …
 *
 * A stretch takes in the next segment as long as no instruction would run before one that it waits for.
 */
export function stretchesOf(segments: readonly Segment[], sizes: Sizes): Stretch[] {
  const groups: Segment[][] = [];
  for (const segment of segments.flatMap(single)) {
    const last = groups.at(-1);
    if (last !== undefined && last.every((before) => mayFollow(before, segment, sizes))) last.push(segment);
    else groups.push([segment]);
  }
  const stretches: Stretch[] = [];
  for (const group of groups) {
    const pieces = group.length > 1 ? piecesOf(group[0], sizes) : undefined;
    const last = stretches.at(-1);
    if (pieces === undefined && last !== undefined && last.pieces === undefined) {
      stretches[stretches.length - 1] = { segments: joined([...last.segments, ...group]), pieces };
    } else stretches.push({ segments: joined(group), pieces });
  }
  return stretches;
}

/** A loop stays whole; of what runs once over all steps, each instruction is one. */
function single(segment: Segment): Segment[] {
  return segment.loop ? [segment] : segment.instructions.map((each) => ({ ...segment, instructions: [each] }));
}

/** What runs once in one segment, as far as no loop comes between. */
function joined(group: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of group) {
    const last = out.at(-1);
    if (last === undefined || last.loop || segment.loop) out.push(segment);
    else out[out.length - 1] = { ...last, instructions: [...last.instructions, ...segment.instructions] };
  }
  return out;
}

/** As many steps as `pieceRows` rows are, even pieces; in the order in which their phase runs. */
function piecesOf({ phase, instructions }: Segment, { steps, batch, pieceRows }: Sizes): Piece[] | undefined {
  const all = steps(instructions[0].domain);
  const count = Math.min(MOST, Math.ceil(all / Math.max(1, Math.floor(pieceRows / batch))));
  if (count < 2) return undefined;
  const pieces = Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * all) / count);
    return { from, steps: Math.floor(((n + 1) * all) / count) - from };
  });
  return phase === 'backward' ? pieces.toReversed() : pieces;
}

function mayFollow(before: Segment, after: Segment, sizes: Sizes): boolean {
  const all = [...before.instructions, ...after.instructions];
  if (!all.every((each) => each.domain === all[0].domain && divisible(each, sizes))) return false;
  return before.instructions.every((a) => after.instructions.every((b) => independent(a, b, sizes)));
}

/** Whether it may run for some steps at a time: row by row, or as a sum that a later piece adds to. */
function divisible({ kernel, domain, write, adds }: Instruction, { tensors }: Sizes): boolean {
  // writes row by row, but measures all rows of its batch first
  if (domain === ONCE || kernel === 'normalize-batch-gradient') return false;
  const { kind, rows, slots } = tensors[write.tensor];
  // a loss is summed in float64, at once
  const isSum = adds === 'contribution' && rows === 1 && slots === 1 && kind !== 'result';
  return write.slot.kind === 'each' || isSum;
}

/** Whether every step of b may run behind the same step of a, instead of behind the last one. */
function independent(a: Instruction, b: Instruction, { placed }: Sizes): boolean {
  const reads = ({ reads }: Instruction) => reads.filter((view) => view !== null);
  const pairs = [
    ...reads(b).map((view) => [a.write, view]),
    ...reads(a).map((view) => [view, b.write]),
    // both add to a sum over all rows: in any order
    ...(a.write.slot.kind === 'at' ? [] : [[a.write, b.write]]),
  ];
  return pairs.every(([first, second]) => inOrder(rootOf(first, placed), rootOf(second, placed), a.phase));
}

/** Whether a slot's `first` use comes before its `second`, if the two run step by step. */
function inOrder(first: View, second: View, phase: Phase): boolean {
  if (!overlap(first, second)) return true;
  if (first.slot.kind === 'at' || second.slot.kind === 'at') return false;
  const ahead = first.slot.offset - second.slot.offset;
  return phase === 'backward' ? ahead <= 0 : ahead >= 0;
}
