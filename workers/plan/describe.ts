import type { EquationId } from '../../src/nn/equation.ts';
import type { GradientPlaces } from './gradient-places.ts';
import { each, type TensorId, type View } from './graph.ts';
import type { Layout } from './layout.ts';
import type { Place, Plan, PlanOptions, StatePlace } from './plan.ts';
import type { Values } from './values.ts';

/** What planning made that the host has to find again. */
export interface Found {
  readonly values: Values;
  readonly options: PlanOptions;
  readonly gradients?: GradientPlaces;
  readonly loss?: TensorId;
  readonly penalty?: TensorId;
  readonly keptValues: ReadonlyMap<EquationId, View>;
  readonly keptGradients: ReadonlyMap<EquationId, View>;
}

/** Tells the host where things stand. */
export function describe(layout: Layout, found: Found): Omit<Plan, 'forward' | 'backward' | 'update'> {
  const { values, options, gradients } = found;
  const { batch, inputSteps, outputSteps } = options;
  const { tensors } = values.graph;
  const whole = (tensor: TensorId) =>
    placeOf({ tensor, column: 0, width: tensors[tensor].width, slot: each(0) }, { layout, values });
  const optional = (tensor: TensorId | undefined) => (tensor === undefined ? undefined : whole(tensor));
  const places = (views: ReadonlyMap<EquationId, View>) =>
    new Map([...views].map(([id, view]) => [id, placeOf(view, { layout, values })]));
  const parameters = whole(values.parameterTensor);
  return {
    trace: values.trace,
    size: { batch, inputSteps, outputSteps },
    floats: layout.floats,
    parameters,
    gradients: optional(gradients?.parameterTensor),
    slots: layout.slotAddresses.map((address) => ({ ...parameters, width: values.parameters.trained, address })),
    feeds: values.feeds.filter(({ tensor }) => layout.has(tensor)).map((feed) => ({ ...feed, ...whole(feed.tensor) })),
    states: statesOf(found, whole),
    loss: optional(found.loss)?.address,
    penalty: optional(found.penalty)?.address,
    constants: values.constants
      .filter(({ tensor }) => layout.has(tensor))
      .map(({ tensor, ...constant }) => ({ ...constant, address: whole(tensor).address })),
    values: places(found.keptValues),
    inputGradients: places(found.keptGradients),
  };
}

function statesOf({ values, options, gradients }: Found, whole: (tensor: TensorId) => Place): StatePlace[] {
  return values.trace.states.map(({ layer, name, initial }, n) => {
    const gradient = options.inputGradients === true ? gradients?.states[n] : undefined;
    return {
      layer,
      name,
      computed: initial !== undefined,
      ...whole(values.states[n]),
      gradient: gradient === undefined ? undefined : whole(gradient),
    };
  });
}

function placeOf(view: View, { layout, values }: { layout: Layout; values: Values }): Place {
  const { tensor, column, width, slot } = layout.root(view);
  const { rows, slots } = values.graph.tensors[tensor];
  const block = layout.block(tensor);
  const first = slot.kind === 'at' ? slot.index : slot.offset;
  return {
    address: block.address + first * block.stride + column,
    width,
    rows,
    slots: slot.kind === 'at' ? 1 : slots - slot.offset,
    rowStride: block.width,
    slotStride: block.stride,
  };
}
