import type { Cell, LayerBase } from './cell.ts';
import { size } from './fields.ts';

export interface OneHotSpec extends LayerBase {
  readonly type: 'one-hot';
  readonly vocabulary: number;
}

/** 1 at the character's id, 0 elsewhere: no parameters. The tensor core reads columns instead of multiplying zeros. */
export const oneHot: Cell<OneHotSpec> = {
  type: 'one-hot',
  fields: { vocabulary: size() },
  parameters: () => [],
  equations: ({ vocabulary }, build) => build.name('x', build.oneHot(build.x, vocabulary)),
  states: [],
  values: { x: { symbol: 'x', role: 'input', hue: 'var(--hue-input)' } },
  export: { onnx: 'OneHot', pytorch: 'one_hot' },
};
