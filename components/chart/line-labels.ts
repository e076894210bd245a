/** Where the names of several runs stand in the picture, each at its line's end. */
import type { Plot } from './plot.ts';

export interface LineLabel {
  /** Which run, from 0. */
  readonly n: number;
  readonly name: string;
  /** Per thousand of the picture's width and height: the label's end and bottom. */
  readonly x: number;
  readonly y: number;
}

/** A line of text in the lowest picture, per thousand of its height. */
const LINE = 110;

/** None for one run, which needs no name; no two at the same height. */
export function lineLabels(plot: Plot): readonly LineLabel[] {
  if (plot.curves.length < 2) return [];
  const ends = plot.curves.flatMap(({ series, columns }, n) => {
    const end = columns.at(-1);
    return end === undefined ? [] : [{ n, name: series.name, x: plot.x(end.step), y: plot.y(end.smooth) - 15 }];
  });
  const placed: LineLabel[] = [];
  // from the lowest upwards: above a line is room more often than below it
  for (const label of ends.toSorted((a, b) => b.y - a.y)) {
    const under = placed.at(-1);
    placed.push(under === undefined ? label : { ...label, y: Math.min(label.y, under.y - LINE) });
  }
  return placed;
}
