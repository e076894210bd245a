import { update } from '../../../src/nn/optimizers.ts';
import type { KernelSet } from '../kernel-set.ts';
import { elementwiseKernels } from './elementwise.ts';
import { lookupKernels } from './lookups.ts';
import { lossKernels } from './losses.ts';
import { productKernels } from './products.ts';
import { rowKernels } from './rows.ts';
import { softmaxKernels } from './softmax.ts';

/** Plain TypeScript kernels, written to be read: float32 in memory, float64 in between. The truth for every other set. */
export function referenceKernels(): KernelSet {
  return {
    name: 'reference',
    kernels: {
      ...elementwiseKernels(),
      ...lossKernels,
      ...productKernels(),
      ...lookupKernels,
      ...rowKernels,
      ...softmaxKernels,
    },
    norm(gradients) {
      let sum = 0;
      for (let n = 0; n < gradients.length; n++) sum += gradients[n] * gradients[n];
      return Math.sqrt(sum);
    },
    scale(gradients, factor) {
      for (let n = 0; n < gradients.length; n++) gradients[n] *= factor;
    },
    update,
  };
}
