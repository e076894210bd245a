import { update } from '../../../src/nn/optimizers.ts';
import type { KernelSet } from '../kernel-set.ts';
import { batchNormKernels } from './batch-norms.ts';
import { convolutionKernels } from './convolution.ts';
import { elementwiseKernels } from './elementwise.ts';
import { lookupKernels } from './lookups.ts';
import { lossKernels } from './losses.ts';
import { normKernels } from './norms.ts';
import { poolingKernels } from './pooling.ts';
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
      ...convolutionKernels(),
      ...poolingKernels(),
      ...normKernels,
      ...batchNormKernels,
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
