import { LitElement, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { Reachable } from '../controllers/reachable.ts';
import { keys } from '../controls/controls.css.ts';
import { formatPercent } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import { nameSymbol } from '../formula/label.ts';
import { saidNumber, shortNumber } from '../formula/short-number.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { base } from '../styles/base.css.ts';
import './un-belt.ts';
import { valveModel, type Part, type ValveModel } from './valve-model.ts';
import { valvesStyles } from './valves.css.ts';

/** Half the height of a pipe in the picture's own units. */
const HALF = 11;

/** Where things stand in the picture, in its own units. */
const BELT = 48;
const KEEP = { x: 106, y: BELT };
const TAKE = { x: 162, y: 102 };
const SHOW = { x: 248, y: 102 };
const RESET = { x: 84, y: 140 };

/** One unit of a gated cell at one step: each gate a valve that is as far open as its number, the state a belt through it. */
@customElement('un-valves')
@localized()
export class Valves extends LitElement {
  static override styles = [base, keys, valvesStyles];

  @property({ attribute: false }) pass!: LabPass;
  @property({ type: Number }) step = 0;
  @state() private chosen = 0;

  constructor() {
    super();
    this.addController(new Reachable(() => this.renderRoot.querySelector<HTMLElement>('.scroll')));
  }

  override render() {
    const { units } = this.pass.columns;
    const unit = Math.min(this.chosen, units - 1);
    const model = valveModel(this.pass, { unit, t: this.step });
    if (model === undefined) return nothing;
    return html`<div class="head">
        ${this.mover({ unit, by: -1, label: msg('Unit before', { id: 'valves.before' }) })}
        <h2>${msg(str`Unit ${unit + 1}, step ${this.step + 1}`, { id: 'valves.title' })}</h2>
        ${this.mover({ unit, by: 1, label: msg('Next unit', { id: 'valves.after' }) })}
      </div>
      <div class="scroll">
        <svg viewBox="0 0 320 172" role="img" aria-label=${sentence(model)}>${picture(model)}</svg>
      </div>
      <p>${sentence(model)}</p>
      <un-belt .pass=${this.pass} .unit=${unit} .step=${this.step}></un-belt>`;
  }

  private mover({ unit, by, label }: { unit: number; by: 1 | -1; label: string }) {
    const to = unit + by;
    return html`<button
      class="key plain"
      aria-label=${label}
      ?disabled=${to < 0 || to >= this.pass.columns.units}
      @click=${() => (this.chosen = to)}
    >
      ${by < 0 ? '‹' : '›'}
    </button>`;
  }
}

function picture(model: ValveModel) {
  const { before, after, keep, take, candidate, show, reset } = model;
  return svg`
    <g class="pipes">
      <path class="belt" d="M 8 ${BELT} H 312" />
      <path d="M ${TAKE.x} 150 V ${BELT}" />
      ${show ? svg`<path d="M ${SHOW.x} ${BELT} V 150" />` : nothing}
      ${reset ? svg`<path d="M 30 ${BELT} V ${RESET.y} H ${TAKE.x - 20}" />` : nothing}
    </g>
    <circle class="plus" cx=${TAKE.x} cy=${BELT} r="12" />
    <path class="cross" d="M ${TAKE.x - 6} ${BELT} h 12 M ${TAKE.x} ${BELT - 6} v 12" />
    ${label(before, { x: 6, y: 22, time: -1, anchor: 'start' })} ${label(after, { x: 312, y: 22, anchor: 'end' })}
    ${valve(keep, { ...KEEP, isUpright: false })} ${valve(take, { ...TAKE, isUpright: true })}
    ${label(candidate, { x: TAKE.x, y: 164 })}
    ${show ? svg`${valve(show.valve, { ...SHOW, isUpright: true })}${label(show.shown, { x: SHOW.x, y: 164 })}` : nothing}
    ${reset ? valve(reset, { ...RESET, isUpright: false }) : nothing}`;
}

/** Two jaws that leave a gap of the gate's share; shut as long as nothing is computed. */
function valve(part: Part, { x, y, isUpright }: { x: number; y: number; isUpright: boolean }) {
  const shut = 1 - (part.value ?? 0);
  const turn = isUpright ? `rotate(90 ${x} ${y})` : '';
  const jaw = { transform: `scaleY(${shut})`, fill: part.hue };
  const text = isUpright ? { x: x + 24, y: y + 4, anchor: 'start' } : { x: x - 16, y: y - 22, anchor: 'start' };
  return svg`<g transform=${turn}>
      <rect class="pipe" x=${x - 12} y=${y - HALF - 3} width="24" height=${2 * HALF + 6} rx="5" />
      <rect class="gap" x=${x - 9} y=${y - HALF} width="18" height=${2 * HALF} />
      <rect class="jaw top" x=${x - 9} y=${y - HALF} width="18" height=${HALF} style=${styleMap(jaw)} />
      <rect class="jaw bottom" x=${x - 9} y=${y} width="18" height=${HALF} style=${styleMap(jaw)} />
    </g>
    <text x=${text.x} y=${text.y} text-anchor=${text.anchor}>
      <tspan class="letter" style="fill: ${part.hue}">${letter(part)}</tspan>
      <tspan class="value">${number(part)}</tspan>
    </text>`;
}

interface LabelPlace {
  readonly x: number;
  readonly y: number;
  /** −1: of the step before. */
  readonly time?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function label(part: Part, { x, y, time = 0, anchor = 'middle' }: LabelPlace) {
  return svg`<text x=${x} y=${y} text-anchor=${anchor}>
    <tspan class="letter" style="fill: ${part.hue}">${letter(part)}</tspan>${time < 0 ? svg`<tspan class="time" dx="2.5" dy="4">t−1</tspan>` : nothing}
    <tspan class="value" dy=${time < 0 ? -4 : 0}>${number(part)}</tspan>
  </text>`;
}

const letter = ({ name, isComplement }: Part): string => `${isComplement ? '1 − ' : ''}${nameSymbol(name)}`;

const number = ({ value }: Part): string => (value === undefined ? '?' : shortNumber(value));

/** What the picture shows, in words; what is not computed yet is said so. */
function sentence({ before, after, keep, take, candidate, show }: ValveModel): string {
  const all = [before, keep, take, candidate, after];
  if (all.some(({ value }) => value === undefined)) {
    return msg('Not all numbers of this step are computed yet: a valve without a number is drawn shut.', {
      id: 'valves.not-yet',
    });
  }
  const say = ({ value = NaN }: Part) => saidNumber(value);
  const share = ({ value = NaN }: Part) => formatPercent(value);
  const mixed = msg(
    str`${share(keep)} of the old ${say(before)} stays, ${share(take)} of the new ${say(candidate)} comes in: ${say(after)}.`,
    { id: 'valves.mixed' },
  );
  if (show?.shown.value === undefined) return mixed;
  const shown = msg(str`Shown of it: ${say(show.shown)}.`, { id: 'valves.shown' });
  return sentences(mixed, shown);
}

declare global {
  interface HTMLElementTagNameMap {
    'un-valves': Valves;
  }
}
