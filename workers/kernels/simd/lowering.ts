import type { Plan } from '../../plan/plan.ts';
import { INSTRUCTION_WORDS, type Program } from '../../plan/program.ts';
import { kernelNames, type KernelName } from '../names.ts';
import { simdNames, type PackName } from './names.ts';
import { scratchSizes } from './scratch.ts';

/**
 * A plan's programs as this set runs them: products read rearranged weights, which `prepare` writes, and kernels that
 * need scratch memory find it at the address of operand c plus its row stride, which no such kernel has.
 */
export interface Lowered {
  readonly prepare: Program;
  /** Floats of the arena with what is behind the plan's own: scratch memory, then rearranged weights. */
  readonly floats: number;
  /** The same for a program of the plan or a part of one. */
  lower(program: Program): Program;
}

/** Places in an instruction (`plan/program.ts`). */
const B = 2;
const C = 3;
const B_STEP = 6;
const C_ROW = 11;
const ROWS = 13;
const INNER = 14;
const OUTER = 15;

/** 64 bytes, and as many behind each block, because registers are loaded whole. */
const ALIGNMENT = 16;
/** Kernels whose weight, operand b, is read rearranged. */
const packs: Partial<Record<KernelName, PackName>> = {
  linear: 'pack-rows',
  'linear-input-gradient': 'pack-columns',
  columns: 'transpose',
};

const eights = (n: number) => Math.ceil(n / 8) * 8;

/** Floats of a rearranged weight `[outer, inner]`. */
const packedSize: Record<PackName, (inner: number, outer: number) => number> = {
  'pack-rows': (inner, outer) => inner * eights(outer),
  'pack-columns': (inner, outer) => eights(inner) * outer,
  transpose: (inner, outer) => inner * outer,
};

/** Finds out what a plan's programs need beside its arena. One weight rearranged in one way is made once. */
export function lower(plan: Plan): Lowered {
  const all = [plan.forward, plan.backward, plan.update].flatMap((program) => [...instructions(program)]);
  const scratchAddress = blocks(plan.floats) + ALIGNMENT;
  let end = scratchAddress + blocks(Math.max(0, ...all.map((words) => scratchOf(words, plan))) + ALIGNMENT);
  const places = new Map<string, number>();
  const prepare: number[] = [];
  for (const words of all) {
    const pack = packs[nameOf(words)];
    const key = keyOf(words);
    if (pack === undefined || places.has(key)) continue;
    const [inner, outer] = [words[INNER], words[OUTER]];
    places.set(key, end);
    prepare.push(simdNames.indexOf(pack), words[B], 0, 0, end, 0, 0, 0, 0, 0, 0, 0, 0, 1, inner, outer);
    end += blocks(packedSize[pack](inner, outer) + ALIGNMENT);
  }
  return {
    prepare: programOf(prepare),
    floats: end,
    lower: ({ segments, words }) => ({ segments, words: lowered(words, { places, scratchAddress }) }),
  };
}

/** Float counts in whole blocks. */
function blocks(floats: number): number {
  return Math.ceil(floats / ALIGNMENT) * ALIGNMENT;
}

function* instructions({ words }: Program): Generator<Int32Array> {
  for (let at = 0; at < words.length; at += INSTRUCTION_WORDS) yield words.subarray(at, at + INSTRUCTION_WORDS);
}

function nameOf(words: Int32Array): KernelName {
  return kernelNames[words[0] & 255];
}

/** Which weight, rearranged how. */
function keyOf(words: Int32Array): string {
  return [packs[nameOf(words)], words[B], words[INNER], words[OUTER]].join();
}

/** Floats of scratch memory that an instruction needs. */
function scratchOf(words: Int32Array, { constants }: Plan): number {
  const size = scratchSizes[nameOf(words)];
  if (size === undefined) return 0;
  const record = constants.find(({ address, numbers }) => numbers === 'whole' && address === words[C]);
  return size({ rows: words[ROWS], inner: words[INNER], outer: words[OUTER], geometry: record?.values ?? [] });
}

interface Places {
  readonly places: ReadonlyMap<string, number>;
  readonly scratchAddress: number;
}

function lowered(words: Int32Array, { places, scratchAddress }: Places): Int32Array {
  const out = words.slice();
  for (let at = 0; at < out.length; at += INSTRUCTION_WORDS) {
    const instruction = out.subarray(at, at + INSTRUCTION_WORDS);
    const name = nameOf(instruction);
    if (scratchSizes[name] !== undefined) instruction[C_ROW] = scratchAddress - instruction[C];
    if (packs[name] === undefined) continue;
    const place = places.get(keyOf(instruction));
    if (place === undefined || instruction[B_STEP] !== 0) throw new Error(`${name}: its weight was not in the plan`);
    instruction[B] = place;
  }
  return out;
}

function programOf(words: number[]): Program {
  return { segments: Int32Array.of(0, words.length / INSTRUCTION_WORDS, 1), words: Int32Array.from(words) };
}
