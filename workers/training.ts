import { log } from '../src/nn/maths.ts';
import type { OptimizerSpec } from '../src/nn/optimizers.ts';
import { scheduleFactor } from '../src/nn/schedules.ts';
import { initialParameters } from '../src/nn/layout.ts';
import { traceModel } from '../src/nn/trace-model.ts';
import type {
  Evaluation,
  SampleRequest,
  StepMeasure,
  TrainingData,
  TrainingState,
  TrainSettings,
} from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import type { Batches } from './batches.ts';
import { DropoutMasks } from './dropout.ts';
import { Evaluations } from './evaluations.ts';
import { examplesOf, type Examples } from './examples.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { Rollback } from './rollback.ts';
import { TextSampler } from './sampling.ts';
import { exportState, importState, StateError } from './state.ts';
import { copyBytes, trainingPlan } from './training-plan.ts';
import { measure } from './validation.ts';

interface Beginning {
  readonly settings: TrainSettings;
  readonly data: TrainingData;
  /** Where to go on; absent: from seeded starting values. */
  readonly state?: TrainingState;
}

/** A loss this many times that of guessing is no spike: the run has run away, though its numbers may still be finite. */
const RUNAWAY = 100;

/** One run: draws batches, steps, measures, and knows its complete state. It decides nothing about time. */
export class Training {
  /** Updates made so far. */
  step = 0;
  private readonly settings: TrainSettings;
  private readonly network: Network;
  private readonly examples: Examples;
  private readonly masks: DropoutMasks;
  private readonly rollback: Rollback;
  private readonly evaluations: Evaluations;
  private batches: Batches;
  private readonly losses: Float32Array;
  private readonly norms: Float32Array;
  private sampler: TextSampler | undefined;

  /**
   * Throws MemoryLimitError, ShapeError, SpecError or PlanError for settings that do not work, TextTooShortError for the
   * text, StateError for a state of another network.
   */
  constructor(
    { settings, data, state }: Beginning,
    private readonly kernels: KernelSet,
  ) {
    this.settings = settings;
    const plan = trainingPlan(settings);
    this.network = new Network(plan, kernels);
    this.examples = examplesOf(data, { settings, network: this.network, kernels });
    this.masks = new DropoutMasks(this.network, settings.seed);
    this.losses = new Float32Array(Math.max(settings.steps, state?.step ?? 0));
    this.norms = new Float32Array(this.losses.length);
    this.evaluations = new Evaluations(settings.validation);
    this.batches = this.examples.batches(state === undefined ? { seed: settings.seed } : { cursor: state });
    if (state === undefined) this.network.parameters.set(initialParameters(plan.trace, settings.seed));
    else this.goOn(state);
    this.rollback = new Rollback(this.network, this.batches.cursor);
    this.rollback.keep(this.step, this.batches.cursor);
  }

  /** What the run holds in memory. */
  get bytes(): number {
    const { kernels, network, losses, examples } = this;
    const { validation } = examples;
    const measuring = validation === undefined ? 0 : kernels.bytes(validation.plan);
    return kernels.bytes(network.plan) + copyBytes(network.plan) + 8 * losses.length + measuring;
  }

  get isFinished(): boolean {
    return this.step >= this.settings.steps || this.isOutOfPatience;
  }

  /** Held-back text is no longer predicted better: the run ends early. */
  get isOutOfPatience(): boolean {
    return this.evaluations.isOutOfPatience;
  }

  /**
   * One update. Returns false when the loss or a gradient is no longer finite, or has run away, or the update makes a
   * parameter infinite: the run is then back at its last good step.
   */
  advance(): boolean {
    const { network, batches, step } = this;
    const { cursor } = batches;
    if (batches.prepare()) network.clearStates();
    batches.write(network.memory, this.examples.feeds);
    this.masks.draw(step);
    network.forward();
    network.backward();
    const { loss } = network;
    const norm = network.norm();
    if (!this.isSane(loss + network.penalty) || !Number.isFinite(norm)) return this.takeBack();
    this.rollback.keep(step, cursor);
    network.update(this.optimizerFor(step + 1), { step: step + 1, norm });
    if (!allFinite(network.parameters)) return this.takeBack();
    network.carryStates();
    this.losses[step] = loss;
    this.norms[step] = norm;
    this.step = step + 1;
    return true;
  }

  /** Measures held-back text where that is due at this step; to be called after each update. */
  evaluate(): { readonly evaluation: Evaluation; readonly isBest: boolean } | undefined {
    const { examples, evaluations, step, network } = this;
    const { validation } = examples;
    if (validation === undefined || !evaluations.isDue(step, this.settings.steps)) return undefined;
    const evaluation = measure(validation, { parameters: network.parameters, step });
    return { evaluation, isBest: evaluations.add(evaluation, network.parameters) };
  }

  /** A copy of the parameters. */
  get parameters(): Float32Array {
    return this.network.parameters.slice();
  }

  /** What the last update measured. */
  measure(milliseconds: number): StepMeasure {
    const { step, losses, norms } = this;
    return { step, loss: losses[step - 1], norm: norms[step - 1], milliseconds };
  }

  /** A copy of everything that decides how the run goes on. */
  get state(): TrainingState {
    const { step, kernels, network, losses, norms, evaluations } = this;
    const { all, best } = evaluations;
    const { order, ...cursor } = this.batches.cursor;
    return {
      version: 2,
      kernels: kernels.name,
      step,
      ...exportState(network),
      ...cursor,
      order: order.slice(),
      losses: losses.slice(0, step),
      norms: norms.slice(0, step),
      evaluations: all,
      ...(best === undefined ? {} : { best: { ...best, parameters: best.parameters.slice() } }),
    };
  }

  sample(request: SampleRequest): number[] {
    this.sampler ??= new TextSampler(traceModel(this.settings.model, { training: false }), this.kernels);
    return this.sampler.sample(this.network.parameters, request);
  }

  private goOn(state: TrainingState): void {
    const { step, losses, norms } = state;
    importState(this.network, state);
    if (losses.length !== step) throw new StateError('losses', step, losses.length);
    if (norms.length !== step) throw new StateError('gradient norms', step, norms.length);
    this.step = step;
    this.losses.set(losses);
    this.norms.set(norms);
    this.evaluations.goOn(state);
  }

  private optimizerFor(step: number): OptimizerSpec {
    const { optimizer, schedule } = this.settings;
    if (schedule === undefined) return optimizer;
    return { ...optimizer, learning_rate: optimizer.learning_rate * scheduleFactor(schedule, step) };
  }

  /** A loss that is finite and not far above that of guessing; saturated cells keep a lost run's loss finite for ever. */
  private isSane(loss: number): boolean {
    return Number.isFinite(loss) && loss <= RUNAWAY * Math.max(1, log(this.examples.classes));
  }

  private takeBack(): false {
    const { step, cursor } = this.rollback.restore();
    this.step = step;
    this.batches = this.examples.batches({ cursor });
    this.evaluations.backTo(step);
    return false;
  }
}

function allFinite(values: Float32Array): boolean {
  for (let n = 0; n < values.length; n++) if (!Number.isFinite(values[n])) return false;
  return true;
}
