import type { Evaluation, StepMeasure } from '../src/train/protocol.ts';
import { isMoment } from './moments.ts';
import type { Training } from './training.ts';

/** How long steps may run before messages are looked at; a longer step runs by itself. Milliseconds. */
const SLICE = 8;
/** Measures are told once a frame at most. Milliseconds. */
const FRAME = 16;

interface Telling {
  /** The steps since the last time, oldest first. */
  steps(measures: readonly StepMeasure[]): void;
  evaluated(told: { readonly evaluation: Evaluation; readonly isBest: boolean }): void;
  /** The network as it is after one of the steps that are kept. */
  moment(step: number, parameters: Float32Array): void;
  finished(): void;
  /** The loss of this step, or its gradient, is no longer a number; the run is back at its last good one. */
  diverged(step: number): void;
  failed(error: unknown): void;
}

/** Runs steps while it may, and lets messages in between: a message channel, because timers wait four milliseconds. */
export class Loop {
  private isRunning = false;
  /** One message is on its way. */
  private isAwaiting = false;
  private readonly channel = new MessageChannel();
  private measures: StepMeasure[] = [];
  private toldAt = 0;
  /** No slice begins before. */
  private restsUntil = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly training: Training,
    private readonly tell: Telling,
  ) {
    this.channel.port1.addEventListener('message', () => this.slice());
    this.channel.port1.start();
  }

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.await();
  }

  /** Stops after the present step and tells what was measured. */
  pause(): void {
    this.isRunning = false;
    this.flush();
  }

  /** Begins no slice for so long, milliseconds. */
  giveWay(milliseconds: number): void {
    this.restsUntil = performance.now() + milliseconds;
    if (this.rest !== undefined) this.await();
  }

  /** For good. */
  end(): void {
    this.pause();
    clearTimeout(this.rest);
    this.channel.port1.close();
  }

  /** Tells what was measured since the last time. */
  flush(): void {
    if (this.measures.length === 0) return;
    const { measures } = this;
    this.measures = [];
    this.toldAt = performance.now();
    this.tell.steps(measures);
  }

  private await(): void {
    if (this.isAwaiting) return;
    this.isAwaiting = true;
    this.channel.port2.postMessage(null);
  }

  private slice(): void {
    this.isAwaiting = false;
    clearTimeout(this.rest);
    this.rest = undefined;
    if (!this.isRunning) return;
    const left = this.restsUntil - performance.now();
    if (left > 0) {
      this.rest = setTimeout(() => this.await(), left);
      return;
    }
    try {
      this.run(performance.now() + SLICE);
    } catch (error) {
      this.pause();
      this.tell.failed(error);
    }
    if (this.isRunning) this.await();
  }

  /** What is done only now and then between two steps; its time is no step's. */
  private lookAround(): void {
    const { training, tell } = this;
    const evaluated = training.evaluate();
    if (evaluated !== undefined) {
      this.flush();
      tell.evaluated(evaluated);
    }
    if (isMoment(training.step)) tell.moment(training.step, training.parameters);
  }

  private run(until: number): void {
    const { training } = this;
    let now = performance.now();
    while (this.isRunning && now < until) {
      if (training.isFinished) {
        this.pause();
        return this.tell.finished();
      }
      const began = performance.now();
      const failing = training.step + 1;
      const isGood = training.advance();
      now = performance.now();
      if (!isGood) {
        this.pause();
        return this.tell.diverged(failing);
      }
      this.measures.push(training.measure(now - began));
      this.lookAround();
      if (now - this.toldAt >= FRAME) this.flush();
    }
  }
}
