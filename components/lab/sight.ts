import type { EquationId } from '../../src/nn/equation.ts';
import type { Reference } from '../../src/formula/reference.ts';
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

/** What the reader chose to look at. */
export interface Look {
  /** The first unit on screen. */
  readonly firstUnit: number;
  /** The layer that is looked at instead of the present one. */
  readonly layer: string | undefined;
  /** The open number: its layer is shown. */
  readonly opened: Reference | undefined;
  /** How many columns fit side by side. */
  readonly fits: number;
}

/**
 * Keeps the present sight until the cursor, the state or the look moves: an element that is given the same pass again
 * has nothing to render, and a render of the lab for one line costs no more than that line.
 */
export class Sights {
  private kept: { readonly state: LabState; readonly look: Look; readonly sight: Sight } | undefined;

  at(state: LabState, look: Look): Sight {
    const { kept } = this;
    const isSame =
      kept?.state === state &&
      isSameLook(kept.look, look) &&
      kept.sight.pass.position === state.network.recorder.position;
    if (isSame) return kept.sight;
    const sight = seen(state, look);
    this.kept = { state, look, sight };
    return sight;
  }
}

const isSameLook = (one: Look, other: Look): boolean =>
  one.firstUnit === other.firstUnit &&
  one.layer === other.layer &&
  one.opened === other.opened &&
  one.fits === other.fits;

function seen(state: LabState, look: Look): Sight {
  const whole = new LabPass(state);
  const { columns } = whole;
  const isCrowded = columns.layers.length > 1 && columns.columns.length > look.fits;
  const pass = isCrowded ? new LabPass(state, layerInSight(whole, look)) : whole;
  const units = windowAt(look.firstUnit, pass.columns.units);
  return { pass, columns, units, next: upcoming(state.network, { columns, units }) };
}

/** The layer of what is looked at, else of what was made last; beyond the layers with memory, the one next to it. */
function layerInSight(pass: LabPass, { layer, opened }: Look): string {
  const { layers } = pass.columns;
  const { equations } = pass.trace;
  if (layer !== undefined && layers.includes(layer)) return layer;
  const layerOf = (equation: EquationId) => layers.find((name) => name === equations[equation].layer);
  const isUnit = opened?.kind === 'value' || opened?.kind === 'gradient';
  const isThere = isUnit && pass.number(opened) !== undefined;
  const shown = isThere ? layerOf(opened.equation) : undefined;
  if (shown !== undefined) return shown;
  const { last } = pass.network;
  if (last === undefined) return layers[0];
  // before the layers with memory lies the input, past them the output
  const first = equations.findIndex((each) => each.layer === layers[0]);
  return layerOf(last.equation) ?? (last.equation < first ? layers[0] : layers[layers.length - 1]);
}
