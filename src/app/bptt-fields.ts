/** Fields of unknown origin: each reader throws RangeError, naming the field. */
export type Given = Readonly<Record<string, unknown>>;

/** One of some words. */
export function readChoice<T extends string>(words: readonly T[], given: Given, key: string): T {
  const found = words.find((word) => word === given[key]);
  if (found === undefined) throw new RangeError(`${key}: expected one of ${words.join(', ')}`);
  return found;
}

/** A number between two ends, which belong to it. */
export function within(given: Given, key: string, { least, most }: { least: number; most: number }): number {
  const value = given[key];
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new RangeError(`${key}: expected a number from ${least} to ${most}`);
}

export function whole(given: Given, key: string, { least = 0, most }: { least?: number; most: number }): number {
  const value = within(given, key, { least, most });
  if (!Number.isInteger(value)) throw new RangeError(`${key}: expected a whole number`);
  return value;
}
