import type { ClassReport, Confusion, EvaluationReport } from '../src/train/protocol/evaluation.ts';

/** A class's row lists so many predictions. */
const PREDICTIONS = 5;
/** So many of the most frequent mistakes are told. */
const WORST = 5;

/** How often a class was predicted where another one, or the same, was the target. */
type Pair = Omit<Confusion, 'of'>;

/**
 * How often each class was predicted for each target. Only pairs that came are kept, so that a large vocabulary costs no
 * more than the text is long.
 */
export class Confusions {
  /** Counts by target × `classes` + predicted. */
  private readonly counts = new Map<number, number>();

  /** @param classes how many the network chooses among */
  constructor(private readonly classes: number) {}

  add(target: number, predicted: number): void {
    const key = target * this.classes + predicted;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** @param most classes with a row and a column of their own: those that were the target most often */
  report(most: number): Pick<EvaluationReport, 'classes' | 'others' | 'confusion' | 'worst'> {
    const pairs = this.pairs();
    const rows = new Map<number, Pair[]>();
    for (const pair of pairs) {
      const row = rows.get(pair.target);
      if (row === undefined) rows.set(pair.target, [pair]);
      else row.push(pair);
    }
    const classes = [...rows].map(([id, row]) => classReport(id, row));
    const told = classes.toSorted((a, b) => b.count - a.count || a.id - b.id).slice(0, most);
    const counts = new Map(classes.map(({ id, count }) => [id, count]));
    const wrong = pairs.filter(({ target, predicted }) => target !== predicted).slice(0, WORST);
    const came = new Set(pairs.flatMap(({ target, predicted }) => [target, predicted]));
    return {
      classes: told,
      others: came.size - told.length,
      confusion: table(pairs, told),
      worst: wrong.map((pair) => ({ ...pair, of: counts.get(pair.target) ?? 0 })),
    };
  }

  /** Most frequent first. */
  private pairs(): Pair[] {
    const pairs = [...this.counts].map(([key, count]) => ({
      target: Math.floor(key / this.classes),
      predicted: key % this.classes,
      count,
    }));
    return pairs.sort((a, b) => b.count - a.count || a.target - b.target || a.predicted - b.predicted);
  }
}

/** @param row the class's pairs, most frequent first */
function classReport(id: number, row: readonly Pair[]): ClassReport {
  const predictions = row.slice(0, PREDICTIONS).map(({ predicted, count }) => ({ id: predicted, count }));
  return { id, count: row.reduce((sum, { count }) => sum + count, 0), predictions };
}

/** `[n + 1, n + 1]`, the last row and column for all other classes. */
function table(pairs: readonly Pair[], told: readonly ClassReport[]): Uint32Array {
  const size = told.length + 1;
  const places = new Map(told.map(({ id }, n) => [id, n]));
  const place = (id: number) => places.get(id) ?? told.length;
  const counts = new Uint32Array(size * size);
  for (const { target, predicted, count } of pairs) counts[place(target) * size + place(predicted)] += count;
  return counts;
}
