/** Which runs the library shows, and in which order. */
import type { RunRecord } from '../../src/store/schema.ts';

export const orders = ['recent', 'loss', 'name', 'created'] as const;
export type Order = (typeof orders)[number];

type Compare = (a: RunRecord, b: RunRecord) => number;

const compares: Readonly<Record<Order, Compare>> = {
  recent: (a, b) => b.updated - a.updated,
  // Runs without a loss come last.
  loss: (a, b) => (a.loss ?? Infinity) - (b.loss ?? Infinity) || b.updated - a.updated,
  name: (a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }),
  created: (a, b) => b.created - a.created,
};

interface Wanted {
  readonly search: string;
  readonly order: Order;
  /** What is searched besides the name. */
  readonly words: (run: RunRecord) => string;
}

/** The runs that hold every word searched for, ordered. */
export function arranged(runs: readonly RunRecord[], { search, order, words }: Wanted): RunRecord[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = runs.filter((run) => {
    const text = `${run.name} ${words(run)}`.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  return found.toSorted(compares[order]);
}
