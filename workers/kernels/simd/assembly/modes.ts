/** Bits of an instruction's mode, as in workers/kernels/names.ts. */
export const ACCUMULATE = 1;
export const BIAS = 2;
export const SECOND = 4;
export const TIMES = 8;
export const FETCH = 16;
