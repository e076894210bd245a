import { STATIC, type EquationId, type Trace } from '../../src/nn/equation.ts';
import type { Regularization } from '../../src/nn/penalties.ts';
import { accumulation } from './accumulate.ts';
import { emitBackward, emitPenaltyGradients } from './backward.ts';
import { emitForward } from './forward.ts';
import { emitStatistics } from './forward-norms.ts';
import { GradientPlaces } from './gradient-places.ts';
import { at, ONCE, type Instruction, type TensorId, type View } from './graph.ts';
import { Layout } from './layout.ts';
import { gradientsNeeded } from './needs.ts';
import { encode, type Program } from './program.ts';
import { liveInstructions, rewrite } from './rewrite.ts';
import { schedule } from './schedule.ts';
import { slotOf, Values, type Constant, type Feed, type PlanSize } from './values.ts';

export interface PlanOptions extends PlanSize {
  /** `values`: forward only. `training`: the loss and its gradients too. */
  readonly kind: 'values' | 'training';
  /** Values that the host reads after a step; others may be overwritten. */
  readonly keep?: readonly EquationId[];
  /** Whether ∂L/∂(inputs) and ∂L/∂(initial states) are kept, beside ∂L/∂(parameters). */
  readonly inputGradients?: boolean;
  readonly regularization?: Regularization;
  /** How many arrays the optimizer remembers between steps (`slotsOf`). */
  readonly slots?: number;
}

/** Columns in memory, `[slots, rows, width]` with strides. Addresses count floats from the arena's start. */
export interface Place {
  readonly address: number;
  readonly width: number;
  readonly rows: number;
  readonly slots: number;
  /** Floats from row to row, and from slot to slot. */
  readonly rowStride: number;
  readonly slotStride: number;
}

export type FeedPlace = Feed & Place;

/** A state's values, one slot more than its scan has steps; step 0 starts from slot 0. */
export interface StatePlace extends Place {
  readonly layer: string;
  readonly name: string;
  /** Whether slot 0 is computed (from another scan) and not given by the host. */
  readonly computed: boolean;
  /** ∂L/∂(initial value), where it was asked for. */
  readonly gradient?: Place;
}

/** What the worker runs: programs over one arena, and where the host finds things in it. */
export interface Plan {
  readonly trace: Trace;
  readonly size: PlanSize;
  /** Floats of the arena. */
  readonly floats: number;
  readonly forward: Program;
  readonly backward: Program;
  /** Moves running statistics by the batch of the last forward. */
  readonly update: Program;
  readonly parameters: Place;
  /** Of a training plan. */
  readonly gradients?: Place;
  /** The optimizer's arrays. */
  readonly slots: readonly Place[];
  readonly feeds: readonly FeedPlace[];
  readonly states: readonly StatePlace[];
  /** Address of the total loss without penalties, and of the penalties, where there are any. */
  readonly loss?: number;
  readonly penalty?: number;
  /** Numbers to be written once, when the memory is made. */
  readonly constants: readonly (Pick<Constant, 'numbers' | 'values'> & { readonly address: number })[];
  /** Kept values, and with `inputGradients` the inputs' gradients, by equation. */
  readonly values: ReadonlyMap<EquationId, Place>;
  readonly inputGradients: ReadonlyMap<EquationId, Place>;
}

/**
 * Turns equations into kernel calls for a batch and lengths. Throws PlanError for what the tensor core cannot run, and
 * MemoryLimitError when the plan would not fit; nothing is allocated here.
 */
export function planOf(trace: Trace, options: PlanOptions): Plan {
  return new Planner(trace, options).plan();
}

class Planner {
  private readonly values: Values;
  private gradients?: GradientPlaces;
  private loss?: TensorId;
  private penalty?: TensorId;

  constructor(
    private readonly trace: Trace,
    private readonly options: PlanOptions,
  ) {
    this.values = new Values(trace, options);
  }

  plan(): Plan {
    emitForward(this.values);
    if (this.options.kind === 'training') this.train();
    const { tensors, instructions } = this.values.graph;
    const steps = (domain: number) => this.values.steps(domain === ONCE ? STATIC : domain);
    const kept = [...this.keptValues().values(), ...this.keptGradients().values(), ...this.stateGradients()];
    const live = liveInstructions(instructions, { tensors, kept });
    const rewritten = rewrite(live, { tensors, kept });
    const segments = schedule(rewritten.instructions);
    const { adding, zeros } = accumulation(segments, { tensors, steps });
    const reached = this.reached(rewritten.instructions);
    const { placed } = rewritten;
    const layout = new Layout(segments, { tensors, placed, zeros, kept, reached, slots: this.options.slots ?? 0 });
    const encoding = { layout, tensors, steps, batch: this.options.batch, adding };
    const forward = segments.filter(({ phase }) => phase === 'forward');
    const backward = segments.filter(({ phase }) => phase === 'backward');
    const update = segments.filter(({ phase }) => phase === 'update');
    const isResult = ({ tensor }: { tensor: TensorId }) => tensors[tensor].kind === 'result';
    return {
      forward: encode(forward, { ...encoding, zeros: zeros.filter(isResult) }),
      backward: encode(backward, { ...encoding, zeros: zeros.filter((fill) => !isResult(fill)) }),
      update: encode(update, { ...encoding, zeros: [] }),
      ...this.describe(layout),
    };
  }

  /** Adds the total loss and everything backward. */
  private train(): void {
    const { values, trace } = this;
    const { graph } = values;
    const { scan } = trace.equations[trace.loss];
    const tensor = values.addFeed({ role: 'weights', numbers: 'float', width: 1, scan, label: 'loss.weights' });
    const weights: View = { tensor, column: 0, width: 1, slot: slotOf(scan) };
    this.loss = graph.add({ label: 'loss', kind: 'result', width: 1, rows: 1, slots: 1 });
    graph.instructions.push({
      kernel: 'weighted-sum',
      phase: 'forward',
      domain: scan,
      reads: [values.view(trace.loss), weights],
      write: graph.whole(this.loss),
      inner: 1,
      outer: 1,
      mode: 0,
      adds: 'contribution',
    });
    this.gradients = new GradientPlaces(
      values,
      gradientsNeeded(trace, { inputs: this.options.inputGradients === true }),
    );
    const context = { values, gradients: this.gradients, weights };
    const { regularization } = this.options;
    if (regularization !== undefined) {
      const { l1, l2 } = regularization;
      const shares = values.constant('penalties', { numbers: 'float', values: [l1, l2] });
      this.penalize(shares);
      emitPenaltyGradients(context, shares);
    }
    emitBackward(context);
    emitStatistics(values);
  }

  private penalize(constants: View): void {
    const { graph, parameters, parameterTensor } = this.values;
    this.penalty = graph.add({ label: 'penalty', kind: 'result', width: 1, rows: 1, slots: 1 });
    for (const { kind, offset, size } of parameters.places.values()) {
      if (kind !== 'weight') continue;
      const instruction: Instruction = {
        kernel: 'penalty',
        phase: 'forward',
        domain: ONCE,
        reads: [{ tensor: parameterTensor, column: offset, width: size, slot: at(0) }, constants],
        write: graph.whole(this.penalty),
        inner: size,
        outer: 1,
        mode: 0,
        adds: 'contribution',
      };
      graph.instructions.push(instruction);
    }
  }

  private keptValues(): Map<EquationId, View> {
    return new Map((this.options.keep ?? []).map((id) => [id, this.values.view(id)]));
  }

  private keptGradients(): Map<EquationId, View> {
    const inputs = this.options.inputGradients === true ? this.trace.equations.filter(({ op }) => op === 'input') : [];
    return new Map(
      inputs.flatMap(({ id }) => {
        const view = this.gradients?.of(id);
        return view === undefined ? [] : [[id, view] as const];
      }),
    );
  }

  private stateGradients(): View[] {
    if (this.options.inputGradients !== true) return [];
    return (this.gradients?.states ?? []).flatMap((tensor) => {
      if (tensor === undefined) return [];
      return [{ tensor, column: 0, width: this.values.graph.tensors[tensor].width, slot: at(0) }];
    });
  }

  /** Tensors that the host writes or reads by itself: they have memory even where no instruction reaches them. */
  private reached(instructions: readonly Instruction[]): TensorId[] {
    const used = new Set(instructions.flatMap(({ reads }) => reads.map((view) => view?.tensor)));
    const { values } = this;
    return [
      values.parameterTensor,
      ...values.states,
      ...values.feeds.map(({ tensor }) => tensor).filter((tensor) => used.has(tensor)),
      ...[this.loss, this.penalty, this.gradients?.parameterTensor].filter((id) => id !== undefined),
    ];
  }

  private describe(layout: Layout): Omit<Plan, 'forward' | 'backward' | 'update'> {
    const { values, trace, options, gradients } = this;
    const { batch, inputSteps, outputSteps } = options;
    const place = (view: View) => this.place(view, layout);
    const whole = (tensor: TensorId) => place({ ...values.graph.whole(tensor), slot: { kind: 'each', offset: 0 } });
    const optional = (tensor: TensorId | undefined) => (tensor === undefined ? undefined : whole(tensor));
    const parameters = whole(values.parameterTensor);
    return {
      trace,
      size: { batch, inputSteps, outputSteps },
      floats: layout.floats,
      parameters,
      gradients: optional(gradients?.parameterTensor),
      slots: layout.slotAddresses.map((address) => ({ ...parameters, width: values.parameters.trained, address })),
      feeds: values.feeds
        .filter(({ tensor }) => layout.has(tensor))
        .map((feed) => ({ ...feed, ...whole(feed.tensor) })),
      states: trace.states.map(({ layer, name, initial }, n) => {
        const gradient = options.inputGradients === true ? gradients?.states[n] : undefined;
        const computed = initial !== undefined;
        return { layer, name, computed, ...whole(values.states[n]), gradient: optional(gradient) };
      }),
      loss: optional(this.loss)?.address,
      penalty: optional(this.penalty)?.address,
      constants: values.constants
        .filter(({ tensor }) => layout.has(tensor))
        .map(({ tensor, ...constant }) => ({ ...constant, address: whole(tensor).address })),
      values: new Map([...this.keptValues()].map(([id, view]) => [id, place(view)])),
      inputGradients: new Map([...this.keptGradients()].map(([id, view]) => [id, place(view)])),
    };
  }

  private place(view: View, layout: Layout): Place {
    const { tensor, column, width, slot } = layout.root(view);
    const { rows, slots } = this.values.graph.tensors[tensor];
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
}
