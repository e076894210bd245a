import { ShapeError, showShape, sameShape, type Shape } from '../shape.ts';
import type { LeafOp, TimeOp } from './op.ts';

/** A leaf's shape stands in its attributes. */
interface Leaf {
  readonly shape: Shape;
}

interface Input extends Leaf {
  /** `teacher`: the start token, then the target shifted by one step. */
  readonly source: 'input' | 'teacher';
  /** The start token of a teacher. */
  readonly start?: number;
}

interface Parameter extends Leaf {
  /** `LAYER.weight_x` */
  readonly parameter: string;
}

interface Previous extends Leaf {
  /** Index into `trace.states`. */
  readonly state: number;
}

const leaf = <A extends Leaf>(hasGradient: boolean): LeafOp<A> => ({
  scope: 'leaf',
  hasGradient,
  onnx: 'Identity',
  shape: (_inputs, { shape }) => shape,
  tex: () => '',
});

interface Kept extends Leaf {
  /** The dropout layer. */
  readonly layer: string;
  readonly rate: number;
}

/** Values that come from outside the step. */
export const leaves = {
  /** The sample's values at this step. */
  input: leaf<Input>(true),
  /** The sample's whole number at this step (a character). Shape `[]`. */
  id: leaf<Input>(false),
  /** What the output should have been: values, or one class id. */
  target: leaf<Leaf>(false),
  /** 1 where the step is real. Shape `[]`. */
  mask: leaf<Leaf>(false),
  /** Which units dropout keeps: 1 with probability 1 − rate, drawn anew each pass. */
  kept: leaf<Kept>(false),
  /** A trained tensor, the same for every sample and step. */
  parameter: leaf<Parameter>(true),
  /** A state as the step before left it; at the first step its initial value. */
  previous: leaf<Previous>(true),
};

const carried = (): TimeOp => ({
  scope: 'time',
  onnx: 'Identity',
  tex: ([x]) => x,
  shape([x, ...others], _attributes, place) {
    for (const other of others) if (!sameShape(x, other)) throw new ShapeError(place, showShape(x), showShape(other));
    return x;
  },
});

/** Values that pass from one scan to another. */
export const crossings = {
  /** The value at the last step of an earlier scan. */
  last: carried(),
  /** The value of a scan of one step, at the first step of this scan; zeros at the later ones. */
  first: carried(),
};
