/** Long enough to be calm, short enough to follow a phone that grows warm. Milliseconds. */
const WINDOW = 5000;

interface Mark {
  readonly at: number;
  readonly step: number;
}

/** Steps a second over the last five seconds of training, as they passed on the clock. */
export class Speed {
  private marks: Mark[] = [];

  /** @param at milliseconds on any steady clock */
  mark(at: number, step: number): void {
    this.marks.push({ at, step });
    const old = this.marks.findLastIndex((mark) => mark.at <= at - WINDOW);
    if (old > 0) this.marks = this.marks.slice(old);
  }

  /** Forgets what was: training paused. */
  reset(): void {
    this.marks = [];
  }

  /** Undefined until half a second has been seen. */
  get stepsPerSecond(): number | undefined {
    const first = this.marks[0];
    const last = this.marks.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 500) return undefined;
    return ((last.step - first.step) * 1000) / (last.at - first.at);
  }
}
