import type { Work } from './works.ts';

/** One work, ready to run. */
export interface Session {
  /**
   * One training step (forward, loss, backward, Adam): returns the loss before the update. For the sampling work a whole
   * text from its beginning: returns its characters. All of it has been computed when it returns or its promise resolves.
   */
  call(): readonly number[] | Promise<readonly number[]>;
}

export interface EngineOptions {
  /** Whether peers get what their documentation does not tell but their profile asks for (docs/bench.md). */
  readonly tuned: boolean;
}

/** A library that runs the works. Everything `open` does is not timed. Throws Unsupported for a work it cannot run. */
export interface Engine {
  open(work: Work, options: EngineOptions): Session | Promise<Session>;
}

export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/** Adam as all engines run it; the learning rate is the work's. */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
