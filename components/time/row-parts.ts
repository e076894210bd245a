import { html, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { msg, str } from '@lit/localize';
import type { Phase } from '../../src/streams/events.ts';
import { shownLanguage } from '../app/language.ts';
import { giveWay } from '../controls/give-way.ts';
import { spoken } from '../controls/spoken.ts';
import type { Column } from '../lab/columns.ts';
import { openStep, takeStep } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { visible } from '../lab/token.ts';
import type { UnitWindow } from '../lab/unit-window.ts';
import type { Marks } from './marks.ts';

/** What a row is drawn from. */
export interface RowSource {
  readonly pass: LabPass;
  readonly units: UnitWindow;
  readonly marks: Marks;
}

/** A row's character and its step. */
export function tokenCell({ inputs }: LabPass, t: number) {
  return html`<div class="token"><b>${visible(inputs[t])}</b><span>t ${t + 1}</span></div>`;
}

/** Gates and states stand apart. */
export function gapBefore(columns: readonly Column[], n: number) {
  return n > 0 && columns[n].isState && !columns[n - 1].isState ? html`<span></span>` : nothing;
}

/**
 * A row a step, downward. The open row is the same one wherever it stands and is never moved: from step to step its cells
 * get other numbers, and only the row that folds is made anew.
 * @param isDue whether the folded rows are drawn yet: until then their room is kept
 */
export function eachRow(
  { inputs }: LabPass,
  { open, isDue }: { open: number; isDue: boolean },
  draw: (t: number) => unknown,
) {
  const steps = [...inputs.keys()];
  const folded = (some: number[]) =>
    isDue ? repeat(some, (t) => t, draw) : html`<div class="room" style="--rows: ${some.length}"></div>`;
  return html`${folded(steps.slice(0, open))} ${draw(open)} ${folded(steps.slice(open + 1))}`;
}

/** The units on screen, in order. */
export function eachUnit<T>({ from, size }: UnitWindow, show: (unit: number) => T): T[] {
  return Array.from({ length: size }, (_, n) => show(from + n));
}

/** `step 3, “l”` */
export function rowLabel({ inputs }: LabPass, t: number): string {
  return msg(str`step ${t + 1}, “${visible(inputs[t])}”`, { id: 'lab.row' });
}

/**
 * A row that is not drawn again as long as what it shows is the same: a tap changes one or two of them, and a long text
 * of a wide layer has thousands of stripes.
 */
export function keptRow(
  { pass, units, marks }: RowSource,
  place: { phase: Phase; t: number; isLate: boolean },
  draw: () => unknown,
) {
  const progress = pass.progress(place.phase, place.t);
  const shown = [pass.network.recorder.record, pass.reading, pass.columns, units.from, units.size, shownLanguage()];
  return guard([...shown, place.isLate, progress, marks.isNextStep(place.t), marks.ofFolded], draw);
}

/**
 * A folded row: a button that opens its step, or takes the next one. A step that is not computed yet is the same button,
 * disabled: when its turn comes nothing is made anew.
 */
export function foldedRow(
  { host, pass, marks }: { host: HTMLElement; pass: LabPass; marks: Marks },
  row: { readonly t: number; readonly name: string; readonly isFuture: boolean; readonly content: unknown },
) {
  const { t, name, isFuture, content } = row;
  const isNext = marks.isNextStep(t);
  const isOff = isFuture && !isNext;
  const label = rowLabel(pass, t);
  const words = isNext
    ? msg(str`Next: step ${t + 1}`, { id: 'lab.row-next' })
    : isOff
      ? label
      : msg(str`Open ${label}`, { id: 'lab.row-open' });
  return html`<button
    class=${classMap({ row: true, [name]: true, future: isFuture, next: isNext })}
    data-row=${isOff ? nothing : t * 1000}
    data-column="0"
    ?disabled=${isOff}
    @click=${(event: MouseEvent) => {
      giveWay(event);
      if (isNext) takeStep(host);
      else openStep(host, t);
    }}
  >
    ${spoken(words, content)}
  </button>`;
}
