/** What is looked at among the terms of BPTT's sum: a link brings it back. Steps count from 0. */
import { whole, type Given } from './bptt-fields.ts';

/** A cell of the triangle. */
export interface TermPlace {
  /** The step of the loss. */
  readonly t: number;
  /** The step through which the weight acts; at most t. */
  readonly i: number;
}

export interface TermsLook {
  /** The term that is open. */
  readonly open?: TermPlace;
  /** The term whose number stands below the triangle while none is open; absent: that of the longest way. */
  readonly looked?: TermPlace;
  /** The step whose Jacobian is open as a heat map, where the open term's path has it. */
  readonly jacobian?: number;
}

/** What there is before anything is looked at. */
export const noTermsLook = { open: undefined, looked: undefined, jacobian: undefined } as const;

/** Another text has other terms. */
export function withoutTermsLook<T extends TermsLook>(document: T): Omit<T, keyof TermsLook> {
  const { open: _open, looked: _looked, jacobian: _jacobian, ...rest } = document;
  return rest;
}

/** Of a triangle of so many steps. Throws RangeError, naming what does not fit. */
export function readTermsLook(given: Given, steps: number): TermsLook {
  const { open, looked, jacobian } = given;
  return {
    ...(open !== undefined && { open: readPlace(open, steps) }),
    ...(looked !== undefined && { looked: readPlace(looked, steps) }),
    ...(jacobian !== undefined && { jacobian: whole(given, 'jacobian', { most: steps - 1 }) }),
  };
}

/** What a triangle of so many steps has of it. */
export function termsLookWithin({ open, looked, jacobian }: TermsLook, steps: number): TermsLook {
  return {
    ...(open !== undefined && open.t < steps && { open }),
    ...(looked !== undefined && looked.t < steps && { looked }),
    ...(jacobian !== undefined && jacobian < steps && { jacobian }),
  };
}

function readPlace(value: unknown, steps: number): TermPlace {
  const given = Object(value) as Given;
  const t = whole(given, 't', { most: steps - 1 });
  return { t, i: whole(given, 'i', { most: t }) };
}
