import { dispatch } from './dispatch';

/**
 * Runs a program of workers/plan/program.ts: `count` segments at `segments`, instructions at `words`, operands counted in
 * floats from `base`; all four in bytes. Kernels get addresses and row strides in bytes.
 */
export function run(segments: usize, count: i32, words: usize, base: usize): void {
  const end = segments + <usize>count * 12;
  for (; segments < end; segments += 12) {
    const first = words + (load<usize>(segments) << 6);
    const last = first + (load<usize>(segments, 4) << 6);
    const iterations = load<i32>(segments, 8);
    for (let t = 0; t < iterations; t++) {
      for (let at = first; at < last; at += 64) step(at, t, base);
    }
  }
}

@inline
function step(at: usize, t: i32, base: usize): void {
  const head = load<i32>(at);
  dispatch(
    head & 255,
    address(at, t, base), address(at + 4, t, base), address(at + 8, t, base), address(at + 12, t, base),
    load<usize>(at, 36) << 2, load<usize>(at, 40) << 2, load<usize>(at, 44) << 2, load<usize>(at, 48) << 2,
    load<i32>(at, 52), load<i32>(at, 56), load<i32>(at, 60), head >> 8,
  );
}

/** The operand that starts at word 1 and moves by word 5 an iteration. */
@inline
function address(at: usize, t: i32, base: usize): usize {
  return base + (<usize>(load<i32>(at, 4) + t * load<i32>(at, 20)) << 2);
}
