import type { BpttTerm } from '../nn/bptt-terms.ts';
import { globalNorm } from '../nn/optimizers.ts';

/** The gradient of E = ΣE_t as the sum of the terms with t − i below `truncate`: all of them by default. */
export class TermSum {
  private readonly sums = new Map<string, Float64Array>();

  constructor(private readonly truncate = Infinity) {}

  add({ t, i, parts }: Pick<BpttTerm, 't' | 'i' | 'parts'>): void {
    if (t - i >= this.truncate) return;
    for (const [name, part] of parts) {
      const sum = this.sums.get(name);
      // a term's arrays are valid until the next one only
      if (sum === undefined) this.sums.set(name, part.slice());
      else for (let n = 0; n < sum.length; n++) sum[n] += part[n];
    }
  }

  /** By parameter. */
  get gradients(): ReadonlyMap<string, Float64Array> {
    return this.sums;
  }

  /** √Σg² over all parameters. */
  get norm(): number {
    return globalNorm([...this.sums.values()]);
  }
}
