import type { PresetId } from '../lab/contract.ts';

declare global {
  interface HTMLElementEventMap {
    /** Weights set by hand are asked for. */
    'take-preset': CustomEvent<{ readonly id: PresetId }>;
    /** The lesson wants a step (counted from 0) to be computed up to a position, so that what follows can be asked. */
    'compute-step': CustomEvent<ComputeStepDetail>;
  }
}

export function takePreset(from: HTMLElement, id: PresetId): void {
  from.dispatchEvent(new CustomEvent('take-preset', { detail: { id }, bubbles: true, composed: true }));
}

export interface ComputeStepDetail {
  readonly t: number;
  readonly position: number;
}

export function computeStep(from: HTMLElement, detail: ComputeStepDetail): void {
  from.dispatchEvent(new CustomEvent('compute-step', { detail, bubbles: true, composed: true }));
}
