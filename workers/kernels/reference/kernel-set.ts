import { update } from '../../../src/nn/optimizers.ts';
import { Interpreter } from '../../arena/interpreter.ts';
import { memoryFor, rowOf } from '../../arena/memory.ts';
import type { Place, Plan } from '../../plan/plan.ts';
import type { Executor, Kernel, KernelSet } from '../kernel-set.ts';
import type { KernelName } from '../names.ts';
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
  return { name: 'reference', bytes: ({ floats }) => floats * 4, open };
}

/** Total: without one of the kernels this does not compile. */
const kernels = (): Record<KernelName, Kernel> => ({
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
});

function open(plan: Plan): Executor {
  const memory = memoryFor(plan);
  const interpreter = new Interpreter(kernels(), memory);
  const row = (place: Place) => rowOf(memory, place);
  const gradients = plan.gradients === undefined ? new Float32Array(0) : row(plan.gradients);
  // what is trained stands before the statistics
  const parameters = row(plan.parameters).subarray(0, gradients.length);
  const slots = plan.slots.map(row);
  return {
    memory,
    prepare: () => {},
    run: (program) => interpreter.run(program),
    norm() {
      let sum = 0;
      for (let n = 0; n < gradients.length; n++) sum += gradients[n] * gradients[n];
      return Math.sqrt(sum);
    },
    scale(factor) {
      for (let n = 0; n < gradients.length; n++) gradients[n] *= factor;
    },
    update: (spec, step) => update({ spec, parameters, gradients, slots, step }),
  };
}
