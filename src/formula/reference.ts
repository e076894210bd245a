import type { EquationId } from '../nn/equation.ts';

/** A number of a pass: enough to look it up, to label it and to say where it came from. Steps count from 0. */
export type Reference =
  | UnitReference<'value'>
  /** ∂L/∂(unit of an equation) at step t. */
  | UnitReference<'gradient'>
  | ParameterReference<'parameter'>
  /** ∂L/∂w: the shares of all steps together. */
  | ParameterReference<'total'>
  /** What step t adds to ∂L/∂w. */
  | (ParameterReference<'share'> & { readonly t: number });

interface UnitReference<K> {
  readonly kind: K;
  readonly equation: EquationId;
  readonly unit: number;
  readonly t: number;
}

interface ParameterReference<K> {
  readonly kind: K;
  readonly parameter: string;
  /** Place in the flattened tensor, row-major. */
  readonly index: number;
}

/** The numbers of a pass as far as it has come; undefined: not computed yet. The streams' recorder is one. */
export interface Moment {
  /** Samples in the batch, this pass's among them; one unless said. */
  readonly samples?: number;
  /** How many steps a scan (index into `trace.scans`) takes in this pass. */
  steps(scan: number): number;
  value(equation: EquationId, unit: number, t: number): number | undefined;
  gradient(equation: EquationId, unit: number, t: number): number | undefined;
  parameter(name: string, index: number): number;
}

export function samplesOf({ samples = 1 }: Moment): number {
  return samples;
}

/** The number that a reference names; undefined where it is not computed yet. */
export function numberOf(reference: Reference, moment: Moment): number | undefined {
  switch (reference.kind) {
    case 'value':
      return moment.value(reference.equation, reference.unit, reference.t);
    case 'gradient':
      return moment.gradient(reference.equation, reference.unit, reference.t);
    case 'parameter':
      return moment.parameter(reference.parameter, reference.index);
    case 'share':
    case 'total':
      throw new Error(`${reference.parameter}: shares are read from the recorder, not from a moment`);
    default:
      return reference satisfies never;
  }
}

export function sameReference(a: Reference, b: Reference): boolean {
  if (a.kind === 'value' || a.kind === 'gradient') {
    return a.kind === b.kind && a.equation === b.equation && a.unit === b.unit && a.t === b.t;
  }
  if (a.kind !== b.kind || a.parameter !== b.parameter || a.index !== b.index) return false;
  return a.kind !== 'share' || (b.kind === 'share' && a.t === b.t);
}
