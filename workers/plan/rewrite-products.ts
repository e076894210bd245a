import { ACCUMULATE, BIAS } from '../kernels/names.ts';
import type { Draft } from './draft.ts';

/** x W + b: the product starts from b. */
export function foldBiases(draft: Draft): void {
  for (const sum of draft.instructions.filter(({ kernel }) => kernel === 'add-bias')) {
    const [x, bias] = sum.reads;
    if (x === null || bias === null) continue;
    const product = draft.soleProduct(x, sum);
    if (product === undefined || product.mode !== 0) continue;
    const [a, weight] = product.reads;
    draft.replace(product, { ...product, reads: [a, weight, bias], write: sum.write, mode: BIAS });
    draft.remove(sum);
  }
}

/** s + x W: the product is added onto s in place. Only if that does not draw the product into the time loop. */
export function accumulateProducts(draft: Draft): void {
  for (const sum of draft.instructions.filter(({ kernel }) => kernel === 'add')) {
    const [first, second] = sum.reads;
    if (first === null || second === null || draft.tensor(sum.write).kind !== 'value') continue;
    for (const [onto, x] of [
      [first, second],
      [second, first],
    ]) {
      const product = draft.soleProduct(x, sum);
      if (product === undefined || product.mode !== 0 || !draft.mayOverwrite(onto, sum)) continue;
      if (draft.loops.has(sum) && !draft.loops.has(product)) continue;
      const [a, weight] = product.reads;
      // the product takes the sum's place in the list, behind what it is added to
      draft.replace(sum, {
        ...product,
        reads: [a, weight, onto],
        write: sum.write,
        mode: ACCUMULATE,
        adds: 'always',
      });
      draft.remove(product);
      draft.placed.set(sum.write.tensor, onto);
      break;
    }
  }
}
