import type { PresetId } from '../lab/contract.ts';

declare global {
  interface HTMLElementEventMap {
    /** Weights set by hand are asked for. */
    'take-preset': CustomEvent<{ readonly id: PresetId }>;
    /** The lesson wants a step (counted from 0) to be computed, so that it can be asked about. */
    'compute-step': CustomEvent<{ readonly t: number }>;
  }
}

export function takePreset(from: HTMLElement, id: PresetId): void {
  from.dispatchEvent(new CustomEvent('take-preset', { detail: { id }, bubbles: true, composed: true }));
}

export function computeStep(from: HTMLElement, t: number): void {
  from.dispatchEvent(new CustomEvent('compute-step', { detail: { t }, bubbles: true, composed: true }));
}
