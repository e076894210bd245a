import type { Observable } from 'rxjs';
import type { GradientCheck } from '../../src/app/gradient-check.ts';
import type { LabState } from '../../src/app/lab-session.ts';
import type { LabLook } from '../../src/app/lab-look.ts';
import type { LabView } from '../../src/app/lab-view.ts';
import type { Reference } from '../../src/formula/reference.ts';
import type { PresetId } from '../../src/lessons/presets.ts';
import type { TypedVerdict } from '../../src/lessons/typed-answer.ts';

export type { GradientCheck, LabLook, LabState, LabView, PresetId, TypedVerdict };

/** What the lab screen needs of its session (src/app/lab-session.ts). Edits throw errors that say what was wanted. */
export interface LabControls {
  readonly state$: Observable<LabState>;
  /** The present one. */
  readonly current: LabState;
  readonly limits: LabLimits;
  /** What is looked at: set by the screen, and kept with the rest. No state is emitted for it. */
  look: LabLook;
  /** Throws LabTextError. */
  setText(text: string): void;
  setSteps(steps: number): void;
  /** Fields of the recurrent layer: units, activation, reset. Throws SpecError. */
  setLayer(fields: Readonly<Record<string, unknown>>): void;
  setDepth(depth: number): void;
  /** Another way of reading the same pass. */
  setView(view: Partial<LabView>): void;
  setPreset(id: PresetId): void;
  /**
   * The address of this state, with what is looked at or another way down to an open number, after the page's own. Throws
   * LinkError where it is too large for one.
   */
  link(path?: readonly Reference[]): { address: string; isExact: boolean };
  /** Judges a typed answer. */
  judge(text: string, wanted: number): TypedVerdict;
  check(weight: { readonly parameter: string; readonly index: number }): GradientCheck;
  /** Throws RangeError. */
  setParameter(edit: { readonly parameter: string; readonly index: number; readonly value: number }): void;
  /** Throws RangeError. */
  setLearningRate(rate: number): void;
  undo(): void;
  /** Back to the worked default, or to the run's own weights. */
  reset(): void;
  /** After an update: the same text again, with the new weights. */
  nextPass(): void;
}

export interface LabLimits {
  readonly leastUnits: number;
  readonly mostUnits: number;
  /** Layers with memory. */
  readonly mostDepth: number;
  readonly mostSteps: number;
  readonly leastRate: number;
  readonly mostRate: number;
  /** Fields of the cell with a few choices: `activation`, `reset`. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Weights by hand that the cell has ready. */
  readonly presets: readonly PresetId[];
}

/** A number was tapped. */
export interface OpenNumberDetail {
  readonly reference: Reference;
}

declare global {
  interface HTMLElementEventMap {
    /** On the stage: its sheet begins anew. */
    'open-number': CustomEvent<OpenNumberDetail>;
    /** In the sheet: one step further back. */
    'open-factor': CustomEvent<OpenNumberDetail>;
    /** A folded row was tapped: look at this step, counted from 0. */
    'open-step': CustomEvent<{ readonly t: number }>;
    /** What pulses was tapped: do what comes next. */
    'take-step': CustomEvent<void>;
  }
}

export function openNumber(from: HTMLElement, reference: Reference): void {
  const detail = { reference };
  from.dispatchEvent(new CustomEvent<OpenNumberDetail>('open-number', { detail, bubbles: true, composed: true }));
}

export function openFactor(from: HTMLElement, reference: Reference): void {
  const detail = { reference };
  from.dispatchEvent(new CustomEvent<OpenNumberDetail>('open-factor', { detail, bubbles: true, composed: true }));
}

export function openStep(from: HTMLElement, t: number): void {
  from.dispatchEvent(new CustomEvent('open-step', { detail: { t }, bubbles: true, composed: true }));
}

export function takeStep(from: HTMLElement): void {
  from.dispatchEvent(new CustomEvent('take-step', { bubbles: true, composed: true }));
}
