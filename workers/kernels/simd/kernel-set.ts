import type { OptimizerSpec } from '../../../src/nn/optimizers.ts';
import { memoryFor, type Memory } from '../../arena/memory.ts';
import { MEMORY_LIMIT, MemoryLimitError } from '../../plan/errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { SEGMENT_WORDS, type Program } from '../../plan/program.ts';
import type { Executor, KernelSet } from '../kernel-set.ts';
import { lower, type Lowered } from './lowering.ts';
import type { Exports } from './module.ts';
import { update, type Arrays } from './updates.ts';

/** Where the arena begins, behind the module's own constants. */
const BASE = 4096;
const PAGE = 65536;

/**
 * The WASM SIMD kernels. Each network gets a memory of its own that never grows: the arena, behind it scratch memory and
 * rearranged weights, then the programs' words. A whole program is one call.
 */
export function simdKernels(module: WebAssembly.Module): KernelSet {
  return {
    name: 'simd',
    bytes: (plan) => bytesOf(plan, lower(plan)),
    open: (plan) => new SimdExecutor(plan, module),
  };
}

/** A program's words in memory. */
interface Installed {
  readonly segments: number;
  readonly count: number;
  readonly words: number;
}

function bytesOf({ forward, backward, update: after }: Plan, { floats, prepare }: Lowered): number {
  const programs = [forward, backward, after, prepare, backward].map(
    ({ segments, words }) => segments.length + words.length,
  );
  return BASE + 4 * (floats + programs.reduce((a, b) => a + b, 0));
}

class SimdExecutor implements Executor {
  readonly memory: Memory;
  private readonly lowered: Lowered;
  private readonly wasm: Exports;
  private readonly arrays: Arrays;
  private readonly words: Int32Array;
  private readonly installed: ReadonlyMap<Program, Installed>;
  private readonly preparation: Installed;
  /** Where the words of a part of a program stand while it runs. */
  private readonly spare: number;

  constructor(plan: Plan, module: WebAssembly.Module) {
    this.lowered = lower(plan);
    const bytes = bytesOf(plan, this.lowered);
    if (bytes > MEMORY_LIMIT) {
      const beside = { label: 'what the kernels need beside the layers', bytes: bytes - 4 * plan.floats };
      throw new MemoryLimitError(bytes, beside);
    }
    const pages = Math.ceil(bytes / PAGE);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.wasm = exports as unknown as Exports;
    if (this.wasm.constantsEnd() > BASE) throw new Error('the constants of kernels.wasm reach into the arena');
    this.memory = memoryFor(plan, { buffer: memory.buffer, offset: BASE });
    this.words = new Int32Array(memory.buffer);
    const address = (floats: number) => BASE + 4 * floats;
    this.arrays = {
      parameters: address(plan.parameters.address),
      gradients: address(plan.gradients?.address ?? 0),
      slots: plan.slots.map((slot) => address(slot.address)),
      count: plan.gradients?.width ?? 0,
    };
    let free = address(this.lowered.floats);
    const install = (program: Program): Installed => {
      const place = this.write(program, free);
      free = place.words + 4 * program.words.length;
      return place;
    };
    const { forward, backward, update: after } = plan;
    this.installed = new Map([forward, backward, after].map((each) => [each, install(this.lowered.lower(each))]));
    this.preparation = install(this.lowered.prepare);
    this.spare = free;
  }

  prepare(): void {
    this.call(this.preparation);
  }

  run(program: Program): void {
    this.call(this.installed.get(program) ?? this.write(this.lowered.lower(program), this.spare));
  }

  norm(): number {
    return this.wasm.norm(this.arrays.gradients, this.arrays.count);
  }

  scale(factor: number): void {
    this.wasm.scaleAll(this.arrays.gradients, this.arrays.count, factor);
  }

  update(spec: OptimizerSpec, step: number): void {
    update({ wasm: this.wasm, arrays: this.arrays, spec, step });
  }

  /** Copies a program's words to a byte address. Throws RangeError when they do not fit. */
  private write({ segments, words }: Program, to: number): Installed {
    this.words.set(segments, to / 4);
    this.words.set(words, to / 4 + segments.length);
    return { segments: to, count: segments.length / SEGMENT_WORDS, words: to + 4 * segments.length };
  }

  private call({ segments, count, words }: Installed): void {
    this.wasm.run(segments, count, words, BASE);
  }
}
