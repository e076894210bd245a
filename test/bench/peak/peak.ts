/**
 * How many multiplications and additions of four float32 a thread can do (AssemblyScript, compiled by scripts/kernels.mjs
 * to peak.wasm): six chains of each, which wait for nothing but themselves, two links a round. `by` is no constant, for
 * V8 makes those anew each time round.
 */
export function multiplyAdd(rounds: i32, by: f32): f32 {
  const y = f32x4.splat(by);
  let a0 = f32x4.splat(0), a1 = f32x4.splat(1), a2 = f32x4.splat(2), a3 = f32x4.splat(3), a4 = f32x4.splat(4), a5 = f32x4.splat(5);
  let m0 = f32x4.splat(1), m1 = f32x4.splat(2), m2 = f32x4.splat(3), m3 = f32x4.splat(4), m4 = f32x4.splat(5), m5 = f32x4.splat(6);
  for (let i = 0; i < rounds; i++) {
    a0 = f32x4.add(a0, y); m0 = f32x4.mul(m0, y); a1 = f32x4.add(a1, y); m1 = f32x4.mul(m1, y);
    a2 = f32x4.add(a2, y); m2 = f32x4.mul(m2, y); a3 = f32x4.add(a3, y); m3 = f32x4.mul(m3, y);
    a4 = f32x4.add(a4, y); m4 = f32x4.mul(m4, y); a5 = f32x4.add(a5, y); m5 = f32x4.mul(m5, y);
    a0 = f32x4.add(a0, y); m0 = f32x4.mul(m0, y); a1 = f32x4.add(a1, y); m1 = f32x4.mul(m1, y);
    a2 = f32x4.add(a2, y); m2 = f32x4.mul(m2, y); a3 = f32x4.add(a3, y); m3 = f32x4.mul(m3, y);
    a4 = f32x4.add(a4, y); m4 = f32x4.mul(m4, y); a5 = f32x4.add(a5, y); m5 = f32x4.mul(m5, y);
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(a4, a5));
  const product = f32x4.add(f32x4.add(f32x4.add(m0, m1), f32x4.add(m2, m3)), f32x4.add(m4, m5));
  return f32x4.extract_lane(f32x4.add(sum, product), 0);
}
