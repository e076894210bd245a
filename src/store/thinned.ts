/** How many moments a run keeps, and how many bytes they may take together. */
const MOST_MOMENTS = 12;
const MOST_BYTES = 8 * 2 ** 20;

/** How many networks of this size are kept along a run: twelve, fewer of large ones, two at least. */
export function momentsKept(bytes: number): number {
  return Math.max(2, Math.min(MOST_MOMENTS, Math.floor(MOST_BYTES / bytes)));
}

/**
 * The steps that stay when `most` may: the first and the last, and between them those that leave the least of a gap, seen
 * as a network learns: step 100 is as far from 50 as 2000 is from 1000. @param steps ascending
 */
export function thinned(steps: readonly number[], most: number): readonly number[] {
  let kept = steps;
  while (kept.length > Math.max(2, most)) {
    const gap = (n: number) => Math.log1p(kept[n + 1]) - Math.log1p(kept[n - 1]);
    let least = 1;
    for (let n = 2; n < kept.length - 1; n++) if (gap(n) < gap(least)) least = n;
    kept = kept.toSpliced(least, 1);
  }
  return kept;
}
