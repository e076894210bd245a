/** Losses jump from batch to batch: what is shown of them is a running mean. */
const MOST = 20;

/**
 * Over how many steps the loss of a step is averaged: a quarter of those there are, so that it follows the first fall,
 * at most `most`.
 */
export function smoothingWindow(step: number, most = MOST): number {
  return Math.min(most, Math.ceil(step / 4));
}
