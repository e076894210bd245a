import type { Column } from '../lab/columns.ts';

/** The grid of a row: the token, the gates, a gap, the states, the output. Few columns do not grow without end. */
export function gridColumns(columns: readonly Column[]): string {
  const cell = 'minmax(var(--cell, 2.25rem), 7rem)';
  const middle = columns.map((column, n) => {
    const isApart = n > 0 && column.isState && !columns[n - 1].isState;
    return isApart ? `clamp(0.25rem, 1cqi, 0.5rem) ${cell}` : cell;
  });
  // what stands beside them grows only where there is room: cells on a phone are as wide as a thumb
  return `clamp(2rem, 6cqi, 2.5rem) ${middle.join(' ')} clamp(2.25rem, 7cqi, 3rem)`;
}
