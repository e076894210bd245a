import type { Cell, LayerBase } from './cell.ts';
import { size } from './fields.ts';

export interface EmbeddingSpec extends LayerBase {
  readonly type: 'embedding';
  readonly vocabulary: number;
  readonly units: number;
}

/** Row `id` of `weight [vocabulary, units]`. */
export const embedding: Cell<EmbeddingSpec> = {
  type: 'embedding',
  fields: { vocabulary: size(), units: size() },
  parameters: ({ vocabulary, units }) => [
    { name: 'weight', shape: [vocabulary, units], kind: 'weight', initializer: { type: 'uniform', limit: 0.5 } },
  ],
  equations: (_spec, build) => build.name('e', build.lookup(build.x, build.parameter('weight'))),
  states: [],
  values: { e: { symbol: 'e', role: 'input', hue: 'var(--hue-input)' } },
  export: { onnx: 'Gather', pytorch: 'Embedding' },
};
