import { STATIC, type EquationId, type Trace } from '../../src/nn/equation.ts';
import { accumulation } from './accumulate.ts';
import { emitBackward, emitPenaltyGradients } from './backward.ts';
import { describe } from './describe.ts';
import { emitForward } from './forward.ts';
import { emitStatistics } from './forward-norms.ts';
import { fetches } from './fetches.ts';
import { handedBack } from './first-step.ts';
import { GradientPlaces } from './gradient-places.ts';
import { at, ONCE, type Instruction, type Phase, type TensorId, type View } from './graph.ts';
import { Layout } from './layout.ts';
import { gradientsNeeded } from './needs.ts';
import { PIECE_ROWS, stretchesOf } from './pieces.ts';
import type { Plan, PlanOptions } from './plan.ts';
import { encode } from './program.ts';
import { liveInstructions, rewrite } from './rewrite.ts';
import { schedule } from './schedule.ts';
import { slotOf, Values } from './values.ts';

/** Puts the parts of planning one after the other; `planOf` says what comes out. */
export class Planner {
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
    const keptValues = this.keptValues();
    const keptGradients = this.keptGradients();
    const kept = [...keptValues.values(), ...keptGradients.values(), ...this.stateGradients()];
    const live = liveInstructions(instructions, { tensors, kept });
    const rewritten = rewrite(live, { tensors, kept });
    const segments = schedule(rewritten.instructions);
    const { adding, zeros } = accumulation(segments, { tensors, steps });
    const reached = this.reached(rewritten.instructions);
    const { placed } = rewritten;
    const { batch, slots = 0, pieceRows = PIECE_ROWS } = this.options;
    const sizes = { tensors, placed, steps, batch, pieceRows };
    const phase = (name: Phase) =>
      stretchesOf(
        segments.filter(({ phase }) => phase === name),
        sizes,
      );
    const [forward, backward, update] = [phase('forward'), phase('backward'), phase('update')];
    const stretches = [...forward, ...backward, ...update];
    const layout = new Layout(stretches, { tensors, placed, zeros, kept, reached, slots });
    const fetching = fetches(backward, sizes);
    const encoding = {
      layout,
      tensors,
      steps,
      batch,
      adding,
      fetching,
      handedBack: handedBack(backward, { placed, kept }),
    };
    const isResult = ({ tensor }: { tensor: TensorId }) => tensors[tensor].kind === 'result';
    return {
      forward: encode(forward, { ...encoding, zeros: zeros.filter(isResult) }),
      backward: encode(backward, { ...encoding, zeros: zeros.filter((fill) => !isResult(fill)) }),
      update: encode(update, { ...encoding, zeros: [] }),
      ...describe(layout, {
        values: this.values,
        options: this.options,
        gradients: this.gradients,
        loss: this.loss,
        penalty: this.penalty,
        keptValues,
        keptGradients,
      }),
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
}
