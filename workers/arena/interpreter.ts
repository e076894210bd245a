import { A, A_ROW, CALL_WORDS, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernels/kernel-set.ts';
import { kernelNames, type KernelName } from '../kernels/names.ts';
import { INSTRUCTION_WORDS, SEGMENT_WORDS, type Program } from '../plan/program.ts';
import type { Memory } from './memory.ts';

const OPERANDS = 4;

/** Runs programs over a memory, call by call. */
export class Interpreter {
  private readonly kernels: readonly Kernel[];
  private readonly call = new Int32Array(CALL_WORDS);

  constructor(
    kernels: Readonly<Record<KernelName, Kernel>>,
    private readonly memory: Memory,
  ) {
    this.kernels = kernelNames.map((name) => kernels[name]);
  }

  run({ segments, words }: Program): void {
    for (let segment = 0; segment < segments.length; segment += SEGMENT_WORDS) {
      const first = segments[segment] * INSTRUCTION_WORDS;
      const end = first + segments[segment + 1] * INSTRUCTION_WORDS;
      const iterations = segments[segment + 2];
      for (let t = 0; t < iterations; t++) {
        for (let at = first; at < end; at += INSTRUCTION_WORDS) this.step(words, at, t);
      }
    }
  }

  /** One instruction at iteration t (`program.ts` tells the words). */
  private step(words: Int32Array, at: number, t: number): void {
    const { call } = this;
    for (let n = 0; n < OPERANDS; n++) {
      call[A + n] = words[at + 1 + n] + t * words[at + 5 + n];
      call[A_ROW + n] = words[at + 9 + n];
    }
    call[ROWS] = words[at + 13];
    call[INNER] = words[at + 14];
    call[OUTER] = words[at + 15];
    call[MODE] = words[at] >> 8;
    this.kernels[words[at] & 255](this.memory, call);
  }
}
