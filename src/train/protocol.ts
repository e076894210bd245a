import type { JacobianReach } from '../nn/jacobian-norms.ts';
import type { ModelSpec } from '../nn/model.ts';
import type { OptimizerSpec } from '../nn/optimizers.ts';
import type { RandomState } from '../nn/random.ts';
import type { ScheduleSpec } from '../nn/schedules.ts';
import type { Shape } from '../nn/shape.ts';
import type { EvaluateRequest, EvaluationReport } from './protocol/evaluation.ts';
import type { PredictRequest, Prediction } from './protocol/prediction.ts';
import type { EstimateRequest, RunEstimate } from './protocol/run-estimate.ts';

/** Which kernels computed a run's numbers; resuming on the other set changes the last bits, and says so. */
export type KernelSet = 'reference' | 'simd';

/** Everything that decides a run's bits, apart from its data. A plain JSON value. */
export interface TrainSettings {
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
  /** How the learning rate moves; absent: it stays. */
  readonly schedule?: ScheduleSpec;
  /** Absent: the whole text is trained on. */
  readonly validation?: ValidationSettings;
  /** Parallel lanes of text, or examples. */
  readonly batch: number;
  /** Characters a lane and step: the window of truncated BPTT. 1 for labelled examples, which have no time axis. */
  readonly length: number;
  /** Whether a window starts from the state that the one before left; false for labelled examples. */
  readonly carry: boolean;
  readonly seed: number;
  /** How many updates the run shall make in all. */
  readonly steps: number;
}

/**
 * One contiguous piece of the text, its place drawn from the seed, is never trained on and measured now and then; of
 * labelled examples, so many that the seed draws.
 */
export interface ValidationSettings {
  /** Of the text's characters, above 0 and below 1; at least one window (or example) is held back. */
  readonly share: number;
  /** Steps from one evaluation to the next; the last step is evaluated too. */
  readonly every: number;
  /** Early stopping: the run ends after this many evaluations in a row without a lower loss. Absent: it does not. */
  readonly patience?: number;
  /** Evaluations up to this step do not count for `patience`: the student let an ended run go on. */
  readonly patienceFrom?: number;
}

/** How well held-back text (or what is held back of labelled examples) is predicted after `step` updates. Perplexity is e^loss. */
export interface Evaluation {
  readonly step: number;
  /** Nats a character, or an example. */
  readonly loss: number;
  /** Share of the characters (or labels) that the network thought likeliest. */
  readonly accuracy: number;
}

/** The evaluation with the lowest loss so far, and the network that reached it. */
export interface BestEvaluation extends Evaluation {
  /** Laid out like `TrainingState.parameters`. */
  readonly parameters: Float32Array;
}

/** A text as whole numbers: ids index `vocabulary`. */
export interface TextData {
  readonly vocabulary: readonly string[];
  readonly ids: Uint16Array;
}

/** Vectors or images, each of one class. */
export interface LabelledData {
  /** Names, indexed by `labels`. */
  readonly classes: readonly string[];
  /** Of one example: `[784]`, `[1, 28, 28]`. A network may read as many numbers in another shape. */
  readonly shape: Shape;
  /** `[examples, …shape]`. A byte n stands for n/255. */
  readonly values: Float32Array | Uint8Array;
  readonly labels: Uint16Array;
}

/** What a run learns from. */
export type TrainingData = TextData | LabelledData;

/** Measured after each update. `milliseconds` is the time of this step alone. */
export interface StepMeasure {
  readonly step: number;
  /** Nats a character (or an example), before the update. */
  readonly loss: number;
  /** √Σg² over all parameters, before clipping. */
  readonly norm: number;
  readonly milliseconds: number;
}

/** The complete state of a run: the same state goes on with the same bits. Structured-clone safe. */
export interface TrainingState {
  readonly version: 2;
  readonly kernels: KernelSet;
  /** Updates made so far. */
  readonly step: number;
  /** All parameters in the trace's order, one behind the other. */
  readonly parameters: Float32Array;
  /** The optimizer's slots, each laid out like `parameters`. */
  readonly slots: readonly Float32Array[];
  /** Each state's carried value, `[batch, units]`, in the trace's order. */
  readonly carried: readonly Float32Array[];
  readonly random: RandomState;
  readonly epoch: number;
  /** Windows of this epoch already seen. */
  readonly position: number;
  /** Where this epoch's lanes start in the text, or the shuffled order of its windows or examples. */
  readonly order: Uint32Array;
  /** Loss and gradient norm of every step so far. */
  readonly losses: Float32Array;
  readonly norms: Float32Array;
  /** First step first; empty where nothing is held back. */
  readonly evaluations: readonly Evaluation[];
  /** Absent before the first evaluation. */
  readonly best?: BestEvaluation;
}

/**
 * How long this device takes for the parts of a training step (`workers/plan/cost.ts` counts them). Seconds. One over
 * `flop` is its speed in matrix products.
 */
export interface DeviceSpeed {
  readonly kernels: KernelSet;
  /** For one multiplication or addition in a matrix product. */
  readonly flop: number;
  /** For one number of any other kernel, and what an exponential or its like takes beside that. */
  readonly element: number;
  readonly curve: number;
  /** For one kernel call, beside its numbers. */
  readonly call: number;
  /** For one parameter and update. */
  readonly parameter: number;
  /** For one exponential outside the kernels, as the loss of held-back text takes it. */
  readonly exponential: number;
}

export interface SampleRequest {
  readonly prompt: readonly number[];
  readonly length: number;
  readonly temperature: number;
  readonly seed: number;
}

/** How a network shall write on from a prompt. */
export interface WriteRequest {
  /** Ids; empty: it begins with a random character. */
  readonly prompt: readonly number[];
  /** 0 takes the likeliest. */
  readonly temperature: number;
  /** Only the so many likeliest can be drawn; 0 or absent: all. */
  readonly topK?: number;
  readonly seed: number;
}

export interface Candidate {
  readonly id: number;
  readonly probability: number;
}

/** A character that the network wrote, and the likeliest it could have written there, likeliest first. */
export interface WrittenCharacter {
  readonly id: number;
  /** Probabilities after temperature and top-k; empty for a character that opened an empty prompt. */
  readonly candidates: readonly Candidate[];
}

/** A text that a network shall read from an empty state, for what BPTT makes of it. */
export interface TermsRequest {
  readonly model: ModelSpec;
  /** As in `TrainingState`. */
  readonly parameters: Float32Array;
  /** `[steps]` ids read, and what each step shall predict. */
  readonly input: readonly number[];
  readonly target: readonly number[];
}

/** The terms of BPTT's sum; tables are `[steps, steps]` row-major, entry (t, i) for loss t and step i, 0 above the diagonal. */
export interface MeasuredTerms {
  readonly steps: number;
  /** By parameter's full name: the Frobenius norm of the part of ∂E_t/∂W that flows through step i. */
  readonly norms: Readonly<Record<string, Float64Array>>;
  /** ‖∂E_t/∂s_i‖ of the whole state. */
  readonly arriving: Float64Array;
  /** E_t, nats. */
  readonly losses: Float64Array;
}

/** What the page asks of the worker. `run` names the run; a command for another run is answered with `failed`. */
export type TrainerCommand =
  | {
      readonly type: 'start';
      readonly run: string;
      readonly settings: TrainSettings;
      readonly data: TrainingData;
      readonly state?: TrainingState;
    }
  | { readonly type: 'pause'; readonly run: string }
  | { readonly type: 'resume'; readonly run: string }
  /** No step begins for so long: whoever taps is answered first. Another one replaces the time that is left. */
  | { readonly type: 'give-way'; readonly run: string; readonly milliseconds: number }
  | { readonly type: 'stop'; readonly run: string }
  | { readonly type: 'snapshot'; readonly run: string; readonly request: number }
  | { readonly type: 'sample'; readonly run: string; readonly request: number; readonly sample: SampleRequest }
  /** Needs no run, takes about one second, and holds up whatever trains meanwhile. */
  | { readonly type: 'measure'; readonly run: string; readonly request: number }
  /** Needs no run: this network reads the prompt. Answered by `written`, with no character yet. */
  | {
      readonly type: 'write';
      readonly run: string;
      readonly request: number;
      readonly model: ModelSpec;
      readonly parameters: Float32Array;
      readonly write: WriteRequest;
    }
  /** The next so many characters of what was begun by `write`. */
  | { readonly type: 'write-on'; readonly run: string; readonly request: number; readonly count: number }
  /** Needs no run; one that trains goes on meanwhile. Answered by `report`. */
  | {
      readonly type: 'evaluate';
      readonly run: string;
      readonly request: number;
      readonly evaluate: EvaluateRequest;
    }
  /** Needs no run: this network computes its outputs. Answered by `predicted`. */
  | { readonly type: 'predict'; readonly run: string; readonly request: number; readonly predict: PredictRequest }
  /** Needs no run: how long one would take. Answered by `estimated`. */
  | { readonly type: 'estimate'; readonly run: string; readonly request: number; readonly estimate: EstimateRequest }
  /** Needs no run. Answered by `terms`, then by `reach-progress` and at last by `reach`. */
  | { readonly type: 'terms'; readonly run: string; readonly request: number; readonly text: TermsRequest }
  /** What that request asked is no longer wanted; not answered. */
  | { readonly type: 'forget-terms'; readonly run: string; readonly request: number };

/**
 * Why something failed: it needs too much memory; the settings do not fit each other or the text; the state to go on
 * from belongs to another network; there is no such run; anything else.
 */
export type FailureReason = 'memory' | 'settings' | 'state' | 'no-run' | 'other';

/** What the worker tells. Arrays are transferred. */
export type TrainerEvent =
  | {
      readonly type: 'started';
      readonly run: string;
      readonly kernels: KernelSet;
      readonly step: number;
      readonly bytes: number;
      readonly otherKernels: boolean;
    }
  /** At most one a frame: all steps since the last one. */
  | { readonly type: 'steps'; readonly run: string; readonly measures: readonly StepMeasure[] }
  | { readonly type: 'paused'; readonly run: string; readonly step: number }
  | { readonly type: 'resumed'; readonly run: string; readonly step: number }
  /** Held-back text was measured; comes after the `steps` up to it. */
  | { readonly type: 'evaluated'; readonly run: string; readonly evaluation: Evaluation; readonly isBest: boolean }
  /** The parameters at one of the steps that are kept along a run (`isMoment`). */
  | { readonly type: 'moment'; readonly run: string; readonly step: number; readonly parameters: Float32Array }
  /** All steps are made, or before that held-back text was no longer predicted better (`early`). */
  | { readonly type: 'finished'; readonly run: string; readonly state: TrainingState; readonly early: boolean }
  /**
   * The loss or a gradient of `step` is no longer a number, or the loss is a hundred times that of guessing: `state` is
   * that of the last good step before it.
   */
  | { readonly type: 'diverged'; readonly run: string; readonly step: number; readonly state: TrainingState }
  | { readonly type: 'stopped'; readonly run: string; readonly state: TrainingState }
  | { readonly type: 'snapshot'; readonly run: string; readonly request: number; readonly state: TrainingState }
  | {
      readonly type: 'sample';
      readonly run: string;
      readonly request: number;
      readonly step: number;
      readonly ids: readonly number[];
    }
  | { readonly type: 'measured'; readonly run: string; readonly request: number; readonly speed: DeviceSpeed }
  | {
      readonly type: 'written';
      readonly run: string;
      readonly request: number;
      readonly characters: readonly WrittenCharacter[];
    }
  | { readonly type: 'report'; readonly run: string; readonly request: number; readonly report: EvaluationReport }
  | { readonly type: 'predicted'; readonly run: string; readonly request: number; readonly prediction: Prediction }
  | { readonly type: 'estimated'; readonly run: string; readonly request: number; readonly estimate: RunEstimate }
  | { readonly type: 'terms'; readonly run: string; readonly request: number; readonly terms: MeasuredTerms }
  /** How much of the way to `reach` is made, from 0 to 1. */
  | { readonly type: 'reach-progress'; readonly run: string; readonly request: number; readonly share: number }
  | { readonly type: 'reach'; readonly run: string; readonly request: number; readonly reach: JacobianReach }
  | { readonly type: 'heartbeat'; readonly run: string | null }
  /** With `request` only that request failed and the run goes on; without, the run could not start or had to end. */
  | {
      readonly type: 'failed';
      readonly run: string;
      readonly reason: FailureReason;
      readonly message: string;
      readonly request?: number;
    };
