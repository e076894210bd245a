import type { LayerBase } from './cell.ts';

/** A spec says something that cannot be built. The message names the place, what was wanted and what came. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  constructor(
    readonly place: string,
    readonly wanted: string,
    readonly came: unknown,
  ) {
    super(`${place}: expected ${wanted}, got ${show(came)}`);
  }
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value).slice(0, 80);
}

/** Reads one field of a spec: checks it, fills in the default. Throws SpecError. */
export type Field<T> = (value: unknown, place: string) => T;

/** A reader for each field that a layer has beside its name and type. */
export type Fields<S extends LayerBase> = {
  readonly [K in Exclude<keyof S, keyof LayerBase>]-?: Field<S[K]>;
};

/** A whole number of at least 1; a default where one is given. */
export const size =
  (most = 65536, otherwise?: number): Field<number> =>
  (value, place) => {
    if (value === undefined && otherwise !== undefined) return otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new SpecError(place, `a whole number from 1 to ${most}`, value);
  };

/** A whole number of at least 0; absent: 0. */
export const count =
  (most: number): Field<number> =>
  (value, place) => {
    if (value === undefined) return 0;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw new SpecError(place, `a whole number from 0 to ${most}`, value);
  };

/** A number of at least 0 and below 1. */
export const fraction = (): Field<number> => (value, place) => {
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw new SpecError(place, 'a number of at least 0 and below 1', value);
};

/** A finite number within bounds, both included; absent: the default. */
export const number =
  <D extends number | undefined>(
    otherwise: D,
    range?: { readonly least: number; readonly most: number },
  ): Field<number | D> =>
  (value, place) => {
    if (value === undefined) return otherwise;
    const { least, most } = range ?? { least: -Number.MAX_VALUE, most: Number.MAX_VALUE };
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw new SpecError(place, range === undefined ? 'a number' : `a number from ${least} to ${most}`, value);
  };

export const flag =
  (otherwise: boolean): Field<boolean> =>
  (value, place) => {
    if (value === undefined) return otherwise;
    if (typeof value === 'boolean') return value;
    throw new SpecError(place, 'true or false', value);
  };

/** One of some words; absent: the default. */
export const choice =
  <T extends string, D extends T | undefined>(words: readonly T[], otherwise: D): Field<T | D> =>
  (value, place) => {
    if (value === undefined) return otherwise;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    throw new SpecError(place, `one of ${words.join(', ')}`, value);
  };
