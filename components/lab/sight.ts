import type { Tag } from '../../src/streams/events.ts';
import type { LabState } from './contract.ts';
import { LabPass } from './lab-pass.ts';
import { upcoming, type InSight } from './stepping.ts';
import { windowAt } from './unit-window.ts';

/** What the screen shows of a pass at one place. */
export interface Sight extends InSight {
  readonly pass: LabPass;
  /** What the next step of a neuron will show; undefined at the end of the pass. */
  readonly next: Tag | undefined;
}

/**
 * Keeps the present sight until the cursor, the state or the window of units moves: an element that is given the same
 * pass again has nothing to render, and a render of the lab for one line costs no more than that line.
 */
export class Sights {
  private kept: { readonly state: LabState; readonly firstUnit: number; readonly sight: Sight } | undefined;

  at(state: LabState, firstUnit: number): Sight {
    const { kept } = this;
    const isSame =
      kept?.state === state &&
      kept.firstUnit === firstUnit &&
      kept.sight.pass.position === state.network.recorder.position;
    if (isSame) return kept.sight;
    const sight = seen(state, firstUnit);
    this.kept = { state, firstUnit, sight };
    return sight;
  }
}

function seen(state: LabState, firstUnit: number): Sight {
  const pass = new LabPass(state);
  const { columns } = pass;
  const units = windowAt(firstUnit, columns.units);
  return { pass, columns, units, next: upcoming(state.network, { columns, units }) };
}
