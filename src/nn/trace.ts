import { STATIC, type Equation, type EquationId, type RunningStatistic, type Scan, type State } from './equation.ts';
import { opOf, type AttributesOf, type OpName } from './ops/table.ts';
import { sameShape, ShapeError, showShape, type Shape } from './shape.ts';

interface NewEquation<N extends OpName> {
  readonly op: N;
  readonly inputs: readonly EquationId[];
  readonly attributes: AttributesOf<N>;
  readonly layer: string;
  readonly scan: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Collects equations while cells are traced; it checks every shape as it goes. Throws ShapeError. */
export class TraceBuilder {
  readonly equations: Mutable<Equation>[] = [];
  readonly scans: Scan[] = [];
  readonly states: Mutable<State>[] = [];
  readonly statistics: RunningStatistic[] = [];
  /** The mask of each scan that has one. */
  readonly masks = new Map<number, EquationId>();

  /** `training`: dropout drops, and batch norm measures the batch. */
  constructor(readonly training: boolean) {}

  scan(length: Scan['length']): number {
    return this.scans.push({ length }) - 1;
  }

  equation(id: EquationId): Equation {
    return this.equations[id];
  }

  add<N extends OpName>({ op, inputs, attributes, layer, scan }: NewEquation<N>): EquationId {
    this.checkIds(op, inputs, layer);
    const shapes = inputs.map((id) => this.equations[id].shape);
    const fixed = inputs.length > 0 && inputs.every((id) => this.equations[id].scan === STATIC);
    const shape = opOf(op).shape(shapes, attributes, layer);
    const id = this.equations.length;
    const equation = { id, op, inputs, attributes, shape, layer, scan: fixed ? STATIC : scan };
    // `op` and `attributes` belong together by the signature above; a union member cannot say so
    this.equations.push(equation as unknown as Mutable<Equation>);
    return id;
  }

  name(id: EquationId, name: string): void {
    this.equations[id].name ??= name;
  }

  previous(state: { layer: string; scan: number; name: string; shape: Shape; initial?: EquationId }): EquationId {
    const { layer, scan, name, shape, initial } = state;
    const index = this.states.length;
    const id = this.add({ op: 'previous', inputs: [], attributes: { shape, state: index }, layer, scan });
    this.states.push({ layer, name, shape, scan, previous: id, next: id, initial });
    return id;
  }

  /** Gives a state its first value; without one it is given from outside. */
  start(state: Mutable<State>, initial: EquationId | undefined): void {
    const given = initial === undefined ? state.shape : this.equations[initial].shape;
    if (!sameShape(given, state.shape)) {
      throw new ShapeError(
        `${state.layer}.${state.name}`,
        showShape(state.shape),
        `${showShape(given)} from the encoder`,
      );
    }
    state.initial = initial;
  }

  next({ layer, name, value }: { layer: string; name: string; value: EquationId }): EquationId {
    const state = this.states.find((each) => each.layer === layer && each.name === name);
    if (state === undefined) throw new Error(`${layer}: state "${name}" is carried on but never read`);
    const { shape } = this.equations[value];
    if (!sameShape(shape, state.shape)) {
      throw new ShapeError(`${layer}.${name}`, showShape(state.shape), showShape(shape));
    }
    const mask = this.masks.get(state.scan);
    const kept =
      mask === undefined
        ? value
        : this.add({ op: 'hold', inputs: [mask, value, state.previous], attributes: {}, layer, scan: state.scan });
    state.next = kept;
    this.name(kept, name);
    return kept;
  }

  /** Ids are read as ids, and nothing else is. */
  private checkIds(op: OpName, inputs: readonly EquationId[], layer: string): void {
    for (const [n, id] of inputs.entries()) {
      const isId = this.equations[id].op === 'id';
      const wanted = opOf(op).ids?.includes(n) ?? false;
      if (isId && !wanted) throw new ShapeError(layer, 'values (from a one-hot or an embedding)', 'ids');
      if (wanted && !isId) throw new ShapeError(layer, 'ids', 'values');
    }
  }
}
