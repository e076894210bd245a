import type { LabDocument } from '../../src/app/lab-document.ts';
import type { LabState } from '../../src/app/lab-session.ts';
import type { EquationId } from '../../src/nn/equation.ts';
import type { Reading } from '../../src/formula/convention.ts';
import type { WrittenTrace } from '../../src/formula/names.ts';
import { softmaxOf } from '../../src/nn/ops/softmax.ts';
import { numberOf, type Moment, type Reference } from '../../src/formula/reference.ts';
import type { Phase } from '../../src/streams/events.ts';
import type { Network } from '../../src/streams/network.ts';
import { columnsOf, type LabColumns } from './columns.ts';

/** Where the pass stands. Steps count from 0. */
export interface Present {
  readonly phase: Phase;
  readonly t: number;
}

/** The share of a class in the output of a step. */
export interface ClassShare {
  readonly id: number;
  readonly probability: number;
}

/**
 * A pass as the screen reads it: the recorder's numbers at its cursor, under the names the lab shows. One is made for
 * each position, so that elements see a new value when they must render.
 */
export class LabPass implements Moment {
  /** As the present convention has it written. */
  readonly trace: WrittenTrace;
  readonly reading: Reading;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  readonly position: number;

  readonly network: Network;
  readonly document: LabDocument;
  /** What is shown: all layers with memory, or the one that is chosen. */
  readonly columns: LabColumns;

  /** @param layer the one layer to show, of several that would not fit side by side */
  constructor(
    state: LabState,
    readonly layer?: string,
  ) {
    ({ network: this.network, document: this.document, reading: this.reading } = state);
    ({ inputs: this.inputs, targets: this.targets } = state.tokens);
    this.trace = this.reading.trace;
    this.columns = columnsOf(this.trace, layer);
    this.position = this.network.recorder.position;
  }

  /** Time steps of the pass. */
  get length(): number {
    return this.inputs.length;
  }

  steps(scan: number): number {
    return this.trace.scans[scan]?.length === 'once' ? 1 : this.length;
  }

  value(equation: EquationId, unit: number, t: number): number | undefined {
    const value = this.network.recorder.value(equation, unit, t);
    return value === undefined ? undefined : this.reading.value(equation, value, unit);
  }

  gradient(equation: EquationId, unit: number, t: number): number | undefined {
    const gradient = this.network.recorder.gradient(equation, unit, t);
    return gradient === undefined ? undefined : this.reading.gradient(equation, gradient, unit);
  }

  /** As it was when the pass began. */
  parameter(name: string, index: number): number {
    return this.document.parameters[name][index] * this.reading.sign(name, index);
  }

  /** Whether a value is carried to the next step, in whatever layer. */
  isState(equation: EquationId): boolean {
    return this.trace.states.some(({ next }) => next === equation);
  }

  /** The place of a value's layer among those with memory, from 1; undefined where there is but one. */
  layerNumber(equation: EquationId): number | undefined {
    const { layers } = this.columns;
    const place = layers.indexOf(this.trace.equations[equation].layer) + 1;
    return layers.length > 1 && place > 0 ? place : undefined;
  }

  /** After the update; undefined before it. */
  updated(name: string, index: number): number | undefined {
    const value = this.network.recorder.updated(name, index);
    return value === undefined ? undefined : value * this.reading.sign(name, index);
  }

  /** What has just been computed decides what stands open; before the first step, what comes next. */
  get present(): Present {
    const { last, next } = this.network.recorder;
    const tag = last ?? next;
    if (tag === undefined) return { phase: 'forward', t: 0 };
    return { phase: tag.phase, t: tag.phase === 'update' ? this.length - 1 : tag.t };
  }

  /** Whether all of a phase is done at the cursor. */
  isDone(phase: Phase): boolean {
    const { next } = this.network.recorder;
    return next === undefined || phaseOrder[next.phase] > phaseOrder[phase];
  }

  /** How much of one step's work in a phase lies before the cursor: what a step shows changes with it alone. */
  progress(phase: Phase, t: number): number {
    const { steps, total } = this.network;
    return steps.reduce((done, step, n) => {
      if (step.phase !== phase || step.t !== t) return done;
      const end = steps[n + 1]?.position ?? total;
      return done + Math.min(end, Math.max(step.position, this.position)) - step.position;
    }, 0);
  }

  /** The units of a value at a step as the streams have them; undefined where one is not computed yet. */
  frame(equation: EquationId, t: number): Float64Array | undefined {
    return this.network.recorder.frame(equation, t)?.values;
  }

  /** Any number of the pass; undefined where it is not computed yet. */
  number(reference: Reference): number | undefined {
    switch (reference.kind) {
      case 'share':
        return this.signed(reference, this.network.recorder.share(reference.parameter, reference.t)?.values);
      case 'total':
        return this.signed(reference, this.network.recorder.total(reference.parameter));
      default:
        return numberOf(reference, this);
    }
  }

  /** Of how many steps the shares of a parameter's gradient lie before the cursor. */
  gathered(parameter: string): number {
    return this.inputs.filter((_, t) => this.hasShare(parameter, t)).length;
  }

  /** Whether a step's share does: asked of the schedule alone, since the share of a wide layer is long to compute. */
  hasShare(parameter: string, t: number): boolean {
    const id = this.trace.equations.findIndex(
      ({ op, attributes }) => op === 'parameter' && attributes.parameter === parameter,
    );
    const at = this.network.recorder.record?.context.schedule.position('backward', id, { t }) ?? -1;
    return at >= 0 && at < this.position;
  }

  private signed(
    { parameter, index }: Extract<Reference, { kind: 'share' | 'total' }>,
    values: ArrayLike<number> | undefined,
  ): number | undefined {
    return values && values[index] * this.reading.sign(parameter, index);
  }

  /** The classes of a step's output, likeliest first; undefined before the logits are there. */
  shares(t: number): readonly ClassShare[] | undefined {
    const logits = this.frame(this.columns.output, t);
    if (logits === undefined) return undefined;
    const probabilities = new Float64Array(logits.length);
    softmaxOf(logits, probabilities);
    return Array.from(probabilities, (probability, id) => ({ id, probability })).toSorted(
      (a, b) => b.probability - a.probability,
    );
  }

  /** The probability given to the true next character. */
  targetShare(t: number): ClassShare | undefined {
    const id = this.document.vocabulary.indexOf(this.targets[t]);
    return this.shares(t)?.find((share) => share.id === id);
  }
}

export const phaseOrder: Readonly<Record<Phase, number>> = { forward: 0, loss: 1, backward: 2, update: 3 };
