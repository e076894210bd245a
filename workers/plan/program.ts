import { ACCUMULATE, FETCH, kernelNames, type KernelName } from '../kernels/names.ts';
import type { ZeroFill } from './accumulate.ts';
import { ONCE, type Instruction, type Tensor, type View } from './graph.ts';
import type { Layout } from './layout.ts';
import type { Piece, Stretch } from './pieces.ts';
import type { Segment } from './schedule.ts';

/**
 * A list of kernel calls as numbers, which a loop in JavaScript or one in WASM can run over the same memory.
 *
 * `segments`: three words each: first instruction, number of instructions, iterations.
 * `words`: 16 an instruction:
 *
 *   0      kernel (its place in `kernelNames`) | mode << 8
 *   1…4    address of operands a, b, c (read) and d (written), in floats, at the first iteration
 *   5…8    what each iteration adds to them (negative backward)
 *   9…12   floats from one row of an operand to the next
 *   13     rows
 *   14, 15 inner and outer size
 *
 * What fits in no word is an operand: sizes of a window (a record of int32, `kernels/geometry.ts`), an ε, a momentum. They
 * stand in the memory like any tensor, written once from `plan.constants`, so that a kernel needs nothing but its call.
 * What is the same for every sample (parameters, a batch's mean, a channel table, constants) is at one place for all rows:
 * kernels take it without a row stride. The comment of each reference kernel tells its operands and sizes.
 */
export interface Program {
  readonly segments: Int32Array;
  readonly words: Int32Array;
}

export const INSTRUCTION_WORDS = 16;
export const SEGMENT_WORDS = 3;
const OPERANDS = 4;

interface Encoding {
  readonly layout: Layout;
  readonly tensors: readonly Tensor[];
  readonly steps: (domain: number) => number;
  readonly batch: number;
  readonly adding: ReadonlySet<Instruction>;
  readonly fetching: ReadonlySet<Instruction>;
  /** What a backward loop leaves out at step 0. */
  readonly handedBack: ReadonlySet<Instruction>;
}

/** Writes stretches down, after zero fills that run once before them. */
export function encode(
  stretches: readonly Stretch[],
  { zeros, ...encoding }: Encoding & { zeros: readonly ZeroFill[] },
): Program {
  const words: number[] = zeros.flatMap((fill) => encodeZero(fill, encoding));
  const runs: number[] = zeros.length > 0 ? [0, zeros.length, 1] : [];
  const write = ({ instructions, loop }: Segment, piece?: Range) => {
    const iterations = loop ? (piece?.steps ?? encoding.steps(instructions[0].domain)) : 1;
    if (iterations === 0) return;
    runs.push(words.length / INSTRUCTION_WORDS, instructions.length, iterations);
    for (const each of instructions) words.push(...encodeInstruction(each, { ...encoding, loop, piece }));
  };
  for (const { segments, pieces = [undefined] } of stretches) {
    for (const piece of pieces)
      for (const segment of segments) for (const part of parts(segment, piece, encoding)) write(...part);
  }
  return { segments: Int32Array.from(runs), words: Int32Array.from(words) };
}

/** Steps of a loop, and the step that has slot 0 where slots are a piece's own. */
interface Range extends Piece {
  readonly origin?: number;
}

/** A backward loop with instructions that step 0 leaves out: the other steps, then step 0. */
function parts(segment: Segment, piece: Piece | undefined, { handedBack, steps }: Encoding): [Segment, Range?][] {
  const { loop, instructions } = segment;
  const { from, steps: all } = piece ?? { from: 0, steps: steps(instructions[0].domain) };
  const needed = instructions.filter((each) => !handedBack.has(each));
  if (!loop || from > 0 || needed.length === instructions.length) return [[segment, piece]];
  return [
    [segment, { from: 1, steps: all - 1, origin: 0 }],
    [
      { ...segment, instructions: needed },
      { from: 0, steps: 1 },
    ],
  ];
}

function encodeZero({ tensor, column, width, slot, slots }: ZeroFill, { layout, tensors }: Encoding): number[] {
  const block = layout.block(tensor);
  const address = block.address + slot * block.stride + column;
  const rows = tensors[tensor].rows * slots;
  return [codeOf('zero'), 0, 0, 0, address, 0, 0, 0, 0, 0, 0, 0, block.width, rows, width, 1];
}

/** An instruction's place: in a time loop or not, over a piece of its steps or over all. */
interface Running extends Encoding {
  readonly loop: boolean;
  readonly piece: Range | undefined;
}

function encodeInstruction(instruction: Instruction, running: Running): number[] {
  const { kernel, reads, write, inner, outer, mode, domain } = instruction;
  const { fetching } = running;
  const piece = running.piece ?? { from: 0, steps: running.steps(domain) };
  const adds = instruction.adds === 'always' || running.adding.has(instruction) || addsToPiece(instruction, running);
  const operands = Array.from({ length: OPERANDS }, (_, n) =>
    operand(n === OPERANDS - 1 ? write : (reads[n] ?? null), { ...running, instruction, piece }),
  );
  const steps = running.loop ? 1 : piece.steps;
  return [
    codeOf(kernel) | ((mode | (adds ? ACCUMULATE : 0) | (fetching.has(instruction) ? FETCH : 0)) << 8),
    ...operands.map(({ address }) => address),
    ...operands.map(({ step }) => step),
    ...operands.map(({ width }) => width),
    domain === ONCE ? 1 : running.batch * steps,
    inner,
    outer,
  ];
}

/** A sum over all rows: the piece that runs first, the last one in time, begins it. */
function addsToPiece({ domain, write }: Instruction, { piece, steps }: Running): boolean {
  return piece !== undefined && write.slot.kind === 'at' && piece.from + piece.steps < steps(domain);
}

interface Operand {
  readonly address: number;
  readonly step: number;
  readonly width: number;
}

const absent: Operand = { address: 0, step: 0, width: 0 };

function operand(
  view: View | null,
  { instruction, layout, loop, piece }: Running & { instruction: Instruction; piece: Range },
): Operand {
  if (view === null) return absent;
  const { tensor, column, slot } = layout.root(view);
  const { address, stride, width, perPiece } = layout.block(tensor);
  if (slot.kind === 'at') return { address: address + slot.index * stride + column, step: 0, width };
  const backward = loop && instruction.phase === 'backward';
  const start =
    slot.offset + piece.from - (perPiece ? (piece.origin ?? piece.from) : 0) + (backward ? piece.steps - 1 : 0);
  const step = loop ? (backward ? -stride : stride) : 0;
  return { address: address + start * stride + column, step, width };
}

function codeOf(name: KernelName): number {
  return kernelNames.indexOf(name);
}
