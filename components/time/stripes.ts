import { html } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { signedColour } from '../controls/signed-colour.ts';

/** A folded layer: a stripe a unit. */
interface Stripes {
  /** By unit; undefined: not computed yet. */
  readonly values: readonly (number | undefined)[];
  /** The size that gets the full colour. */
  readonly scale: number;
  /** Which of them an open number came from, counted from 0. */
  readonly parents?: readonly number[];
}

/** Columns of the forward pass are striped downward, in pixels; the strips of the backward pass across, in per cent. */
type Way = 'down' | 'across';

/**
 * One element, whose background has a stripe of colour a unit, so that to fold a row is to make a handful of elements and
 * not dozens; an open number's parents are outlined by one more each. What is not computed yet is an empty frame.
 */
export function stripes({ values, scale, parents = [] }: Stripes, way: Way) {
  const isBlank = values.includes(undefined);
  const colours = values.map((value) => (value === undefined ? 'transparent' : signedColour(value, scale)));
  const image = values.every((value) => value === undefined) ? {} : { 'background-image': striped(colours, way) };
  const classes = { stripes: true, [way]: true, blank: isBlank, marked: parents.length > 0 };
  return html`<div class=${classMap(classes)} style=${styleMap(image)}>
    ${parents.map((unit) => html`<i class="parent" style=${styleMap(placeOf(unit, values.length))}></i>`)}
  </div>`;
}

/** How high a folded column is: with eight units as with four. */
export function foldedHeight(units: number): string {
  const { size, gap } = down(units);
  return `${units * (size + gap) - gap}px`;
}

interface Measure {
  readonly size: number;
  readonly gap: number;
  readonly unit: 'px' | '%';
}

/** What the stripes of a folded row take together, pixels. */
const FOLDED = 34;

function down(units: number): Measure {
  return { size: Math.max(3, Math.min(8, Math.round(FOLDED / units))), gap: 1, unit: 'px' };
}

function across(units: number): Measure {
  const gap = 1.5;
  return { size: (100 + gap) / units - gap, gap, unit: '%' };
}

function striped(colours: readonly string[], way: Way): string {
  const { size, gap, unit } = way === 'down' ? down(colours.length) : across(colours.length);
  const stops = colours.map((colour, n) => {
    const from = n * (size + gap);
    const to = from + size;
    return `${colour} ${from}${unit} ${to}${unit}, transparent ${to}${unit} ${to + gap}${unit}`;
  });
  return `linear-gradient(to ${way === 'down' ? 'bottom' : 'right'}, ${stops.join(', ')})`;
}

/** Only numbers that stand open have parents, and these are folded in columns. */
function placeOf(unit: number, units: number) {
  const { size, gap } = down(units);
  return { 'inset-block-start': `${unit * (size + gap)}px`, 'block-size': `${size}px` };
}
