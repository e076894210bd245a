import type { KernelSet } from './kernel-set.ts';
import { referenceKernels } from './reference/kernel-set.ts';
import { simdKernels } from './simd/kernel-set.ts';
import { hasSimd, loadModule } from './simd/module.ts';

/** The fastest set that runs here. Rejects when its module cannot be loaded: a run must not change sets by chance. */
export async function bestKernels(): Promise<KernelSet> {
  return hasSimd() ? simdKernels(await loadModule()) : referenceKernels();
}
