/** A network learns most at the beginning: kept are steps 0, 10, 25, 50, then 100 · 2ⁿ and 150 · 2ⁿ. */
export function isMoment(step: number): boolean {
  if (step < 100) return step === 0 || step === 10 || step === 25 || step === 50;
  return isDoubled(step, 100) || isDoubled(step, 150);
}

function isDoubled(step: number, from: number): boolean {
  let next = from;
  while (next < step) next *= 2;
  return next === step;
}
