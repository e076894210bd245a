import { columnsOf, ONCE, sameView, type View } from './graph.ts';
import { contribute, type BackwardContext, type EmitBackward } from './contribute.ts';
import { domainOf } from './values.ts';

type ProductOp = 'linear' | 'add-bias' | 'lookup';

/** How products, biases and look-ups hand their gradients to their inputs and weights. */
export const productGradients: { readonly [N in ProductOp]: EmitBackward<N> } = {
  linear(equation, context) {
    const { values, gradients } = context;
    const [x, weight] = equation.inputs;
    const source = values.equation(x);
    const { width: inner } = equation.attributes;
    const outer = values.view(weight).width / inner;
    const sizes = { inner, outer, domain: domainOf(equation) };
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    const [toWeight, toInput] = [gradients.of(weight), gradients.of(x)];
    if (source.op === 'one-hot') {
      if (toWeight !== undefined)
        columnSums(context, { arriving, ids: values.view(source.inputs[0]), toWeight, ...sizes });
      return;
    }
    for (let row = 0; row < arriving.width / outer; row++) {
      const from = columnsOf(arriving, row * outer, outer);
      if (toWeight !== undefined) {
        const reads = [from, columnsOf(values.view(x), row * inner, inner)];
        contribute(values, { kernel: 'linear-weight-gradient', reads, write: toWeight, ...sizes });
      }
      if (toInput !== undefined) {
        const write = columnsOf(toInput, row * inner, inner);
        contribute(values, { kernel: 'linear-input-gradient', reads: [from, values.view(weight)], write, ...sizes });
      }
    }
  },
  'add-bias'(equation, { values, gradients }) {
    const [x, bias] = equation.inputs;
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    const call = { domain: domainOf(equation), reads: [arriving], inner: arriving.width };
    const toBias = gradients.of(bias);
    if (toBias !== undefined) contribute(values, { ...call, kernel: 'bias-gradient', write: toBias });
    const toInput = gradients.of(x);
    if (toInput !== undefined && !sameView(toInput, arriving)) {
      contribute(values, { ...call, kernel: 'copy', write: toInput });
    }
  },
  lookup(equation, { values, gradients }) {
    const [id, table] = equation.inputs;
    const arriving = gradients.of(equation.id);
    const write = gradients.of(table);
    if (arriving === undefined || write === undefined) return;
    const ids = values.view(id);
    const { units } = equation.attributes;
    const sizes = { inner: units, outer: write.width / units, domain: domainOf(equation) };
    for (let n = 0; n < ids.width; n++) {
      const reads = [columnsOf(arriving, n * units, units), columnsOf(ids, n, 1)];
      contribute(values, { kernel: 'rows-gradient', reads, write, ...sizes });
    }
  },
};

interface ColumnSums {
  readonly arriving: View;
  readonly ids: View;
  readonly toWeight: View;
  readonly domain: number;
  readonly inner: number;
  readonly outer: number;
}

/** ∂L/∂W of a product with one-hot vectors: what arrives is summed for each id, as rows of Wᵀ. */
function columnSums({ values }: BackwardContext, { arriving, ids, toWeight, domain, inner, outer }: ColumnSums): void {
  const sums = values.graph.add({ label: 'sums by id', kind: 'gradient', width: inner * outer, rows: 1, slots: 1 });
  const write = values.graph.whole(sums);
  contribute(values, { kernel: 'rows-gradient', domain, reads: [arriving, ids], write, inner: outer, outer: inner });
  contribute(values, { kernel: 'transposed', domain: ONCE, reads: [write], write: toWeight, inner, outer });
}
