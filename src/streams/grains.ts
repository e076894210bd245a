import type { Tag } from './events.ts';

/** How much one tap releases. */
export const grains = ['operation', 'neuron', 'layer', 'time-step', 'phase'] as const;
export type Grain = (typeof grains)[number];

/** Whether a tap ends between what was released and what comes next. */
export type Stop = (released: Tag, next: Tag) => boolean;

const isOtherStep: Stop = (a, b) => a.phase !== b.phase || a.scan !== b.scan || a.t !== b.t;

export const stops: Readonly<Record<Grain, Stop>> = {
  /** One equation, one unit. */
  operation: () => true,
  /** Up to the next value that means something by itself. */
  neuron: (released) => released.completes,
  /** All of one layer at one step. */
  layer: (released, next) => isOtherStep(released, next) || released.layer !== next.layer,
  'time-step': isOtherStep,
  phase: (released, next) => released.phase !== next.phase,
};
