import type { DeviceSpeed, TrainSettings } from '../protocol.ts';

/** A run that has not begun, and the device that shall make it. */
export interface EstimateRequest {
  readonly settings: TrainSettings;
  /** Of the text. */
  readonly characters: number;
  readonly speed: DeviceSpeed;
}

/** How long a run will take on a device that was measured. Seconds. */
export interface RunEstimate {
  /** One update. */
  readonly step: number;
  /** One evaluation of held-back text; 0 where nothing is held back. */
  readonly evaluation: number;
  /** The whole run from its first step. */
  readonly run: number;
}
