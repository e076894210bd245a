import { referenceKernels } from '../../../workers/kernels/reference/kernel-set.ts';
import { tensorCore } from './tensor-core.ts';

/** The plan and the kernels that train in the worker, here in Node: TypeScript kernels. */
export const reference = tensorCore('reference', referenceKernels);
