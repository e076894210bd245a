interface Measured {
  readonly step: number;
  readonly loss: number;
}

interface Rule {
  /** Evaluations in a row without a lower loss after which to stop; absent: never. */
  readonly patience?: number;
  /** Evaluations up to this step do not count. */
  readonly patienceFrom?: number;
}

/** Whether held-back text was no longer predicted better for as long as the rule waits. @param evaluations first step first */
export function isOutOfPatience(rule: Rule | undefined, evaluations: readonly Measured[]): boolean {
  const { patience, patienceFrom = 0 } = rule ?? {};
  if (patience === undefined) return false;
  const since = Math.max(bestOf(evaluations)?.step ?? 0, patienceFrom);
  return evaluations.filter(({ step }) => step > since).length >= patience;
}

/** The lowest loss, the earliest of several. */
export function bestOf<E extends Measured>(evaluations: readonly E[]): E | undefined {
  return evaluations.reduce<E | undefined>(
    (best, each) => (best === undefined || each.loss < best.loss ? each : best),
    undefined,
  );
}
