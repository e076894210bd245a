/** What a lab's own network may be: a link and what this device keeps are read by the same rules. */
import { recurrenceLab } from '../lessons/recurrence-lab.ts';
import { cellLayers, defaultDocument, withDepth, withLayer, withLearningRate } from './lab-document.ts';
import { withSteps, withText, type LabDocument } from './lab-document.ts';
import { labLimits } from './lab-limits.ts';
import { labCells, type LabCell } from './router.ts';

/** A document without its weights. */
export interface LabForm {
  readonly cell: LabCell;
  readonly text: string;
  readonly steps: number;
  readonly depth: number;
  /** Units and the cell's other fields. */
  readonly layer: Readonly<Record<string, unknown>>;
  readonly rate: number;
  readonly grown?: Growth;
}

/**
 * Units that came one by one, before the layers above or behind them: each unit's weights are those that it began with in
 * a network of its size. Absent: all came at once.
 */
export const growths = ['units-last', 'depth-last'] as const;
export type Growth = (typeof growths)[number];

type LabReading = Pick<LabForm, 'text' | 'steps' | 'rate'>;
type Unread<T> = { readonly [Field in keyof T]: unknown };

/** Whole numbers of a lab, with both ends. */
export const labRanges = {
  steps: { least: 1, most: recurrenceLab.mostSteps },
  updates: { least: 0, most: 1e6 },
  position: { least: 0, most: 1e7 },
} as const;

export function formOf({ cell, text, steps, spec, optimizer }: LabDocument): LabForm {
  const layers = cellLayers(spec);
  const { name: _name, type: _type, ...layer } = { ...layers[0] };
  return { cell, text, steps, depth: layers.length, layer, rate: optimizer.learning_rate };
}

/** The document of a form, with the weights that form starts with. */
export function documentOf({ cell, depth, layer, grown, ...reading }: LabForm): LabDocument {
  const units = Number(layer.units);
  return readBy(built(defaultDocument(cell), { depth, units, layer, grown }), reading);
}

function built(
  start: LabDocument,
  { depth, units, layer, grown }: Pick<LabForm, 'depth' | 'layer' | 'grown'> & { readonly units: number },
): LabDocument {
  switch (grown) {
    case undefined:
      return withLayer(withDepth(start, depth), layer);
    case 'units-last':
      return withLayer(grownTo(withDepth(start, depth), units), layer);
    case 'depth-last':
      return withLayer(withDepth(grownTo(start, units), depth), layer);
    default:
      return grown satisfies never;
  }
}

function grownTo(start: LabDocument, units: number): LabDocument {
  let document = start;
  for (let more = recurrenceLab.units + 1; more <= units; more++) document = withLayer(document, { units: more });
  return document;
}

/** A document that reads another text, so far, at another rate. Throws where it cannot; a run's own rate has no limits. */
export function readBy(document: LabDocument, { text, steps, rate }: LabReading): LabDocument {
  const read = withSteps(withText(document, text), steps);
  return rate === document.optimizer.learning_rate ? read : withLearningRate(read, rate);
}

/** As `readBy`, of unknown origin. */
export function readReading(document: LabDocument, { text, steps, rate }: Unread<LabReading>): LabDocument {
  if (typeof text !== 'string') throw new RangeError('expected a text');
  return readBy(document, { text, steps: whole(steps, labRanges.steps), rate: typeof rate === 'number' ? rate : NaN });
}

/** The document of a form of unknown origin. Throws where no lab can have it. */
export function readForm({ cell: given, depth, layer, grown: way, ...reading }: Unread<LabForm>): LabDocument {
  const cell = labCells.find((each) => each === given);
  if (cell === undefined) throw new RangeError(`expected one of ${labCells.join(', ')}`);
  const { leastUnits, mostUnits, mostDepth } = labLimits(cell);
  const { name: _name, type: _type, ...fields } = Object(layer) as Record<string, unknown>;
  const units = whole(fields.units, { least: leastUnits, most: mostUnits });
  const grown = growths.find((each) => each === way);
  if (grown !== way) throw new RangeError(`expected one of ${growths.join(', ')}`);
  const form = { depth: whole(depth, { least: 1, most: mostDepth }), units, grown };
  return readReading(built(defaultDocument(cell), { ...form, layer: { ...fieldsOf(cell, fields), units } }), reading);
}

/** What is not to be chosen is as a lab has it: a layer that returns only its last step has nothing to show at the others. */
function fieldsOf(cell: LabCell, fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { choices } = labLimits(cell);
  const plain = new Map<string, unknown>(Object.entries(formOf(defaultDocument(cell)).layer));
  for (const [field, value] of Object.entries(fields)) {
    const isOpen = field === 'units' || Object.hasOwn(choices, field);
    if (!isOpen && value !== plain.get(field)) throw new RangeError(`${field}: expected ${String(plain.get(field))}`);
  }
  return fields;
}

/**
 * The weights of a document, by name. Throws RangeError where one does not fit.
 * @param read gives a parameter's numbers; it is told those that the document has
 */
export function readWeights(
  { parameters }: LabDocument,
  weights: unknown,
  read: (value: unknown, start: Float64Array) => Float64Array,
): LabDocument['parameters'] {
  const given = Object(weights) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) throw new RangeError(`${unknown}: no such parameter`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, start]) => {
      const values = read(given[name], start);
      if (values.length !== start.length || values.some((value) => !Number.isFinite(value))) throw new RangeError(name);
      return [name, values] as const;
    }),
  );
}

/** Throws RangeError. */
export function whole(value: unknown, { least, most }: { readonly least: number; readonly most: number }): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`expected a whole number from ${least} to ${most}`);
}
