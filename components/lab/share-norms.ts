import { norm } from './arrivals.ts';
import type { LabPass } from './lab-pass.ts';

/** The sizes of a parameter's shares, and of their sum so far. */
export interface GatheredNorms {
  /** By step; undefined where the cursor has not come yet. */
  readonly shares: readonly (number | undefined)[];
  readonly total: number | undefined;
}

/**
 * ‖share‖ of each step, each measured once a pass: the shares of a wide layer are too many to be kept, and asking for
 * them again means computing them again.
 */
export class ShareNorms {
  private record: unknown;
  private readonly kept = new Map<string, { readonly share: number; readonly total: number }>();

  of(pass: LabPass, parameter: string): GatheredNorms {
    const { recorder } = pass.network;
    if (recorder.record !== this.record) {
      this.kept.clear();
      this.record = recorder.record;
    }
    const measured = pass.inputs.map((_, t) =>
      pass.hasShare(parameter, t) ? this.measured(pass, parameter, t) : undefined,
    );
    // backward runs from the last step: the earliest one there has gathered the most
    return { shares: measured.map((each) => each?.share), total: measured.find((each) => each !== undefined)?.total };
  }

  private measured({ network }: LabPass, parameter: string, t: number) {
    const key = `${parameter}@${t}`;
    let found = this.kept.get(key);
    if (found === undefined) {
      const share = network.recorder.share(parameter, t);
      if (share === undefined) return undefined;
      found = { share: norm(share.values), total: norm(share.total) };
      this.kept.set(key, found);
    }
    return found;
  }
}
