import { vocabularyOf, charactersOf, encode } from '../datasets/text.ts';
import { recurrenceLab } from '../lessons/recurrence-lab.ts';
import type { LayerSpec } from '../nn/cells/registry.ts';
import { initialize } from '../nn/initializers.ts';
import { parseModel, type StackSpec } from '../nn/model.ts';
import type { OptimizerSpec } from '../nn/optimizers.ts';
import { traceModel } from '../nn/trace-model.ts';
import { carryOver, type Parameters } from './carry-over.ts';
import { labCells, type LabCell } from './router.ts';

/** Everything that decides what a lab shows, as a plain value: an edit makes a new one, undo takes the old one back. */
export interface LabDocument {
  readonly cell: LabCell;
  readonly spec: StackSpec;
  readonly vocabulary: readonly string[];
  readonly text: string;
  /** How many steps of the text are read; the text is repeated where it is too short. */
  readonly steps: number;
  readonly parameters: Parameters;
  readonly optimizer: OptimizerSpec;
  /** Updates made in the lab. */
  readonly updates: number;
  /** The trained run that was opened; absent for the lab's own network. */
  readonly run?: OpenedFrom;
}

export interface OpenedFrom {
  readonly id: string;
  readonly name: string;
  /** The training step of the weights. */
  readonly step: number;
  /** They were edited or updated in the lab since: that lasts until the page goes, and the run stays as it is. */
  readonly isChanged?: boolean;
}

/** A text a lab cannot read. `problem` is for the screen, the message for a log. */
export class LabTextError extends Error {
  override readonly name = 'LabTextError';
  constructor(readonly problem: TextTooShort | UnknownCharacters) {
    super(
      problem.kind === 'too-short'
        ? `text: expected at least 2 characters, got ${problem.came}`
        : `text: expected characters of the run's vocabulary, got ${problem.characters.join(' ')}`,
    );
  }
}

interface TextTooShort {
  readonly kind: 'too-short';
  readonly came: number;
}

interface UnknownCharacters {
  readonly kind: 'unknown-characters';
  readonly characters: readonly string[];
}

/** The worked default of a cell. */
export function defaultDocument(cell: LabCell): LabDocument {
  const { text, units, optimizer } = recurrenceLab;
  const vocabulary = vocabularyOf(text);
  const spec = characterNetwork([{ name: 'cell', type: cell, units }], vocabulary.length);
  const steps = charactersOf(text).length - 1;
  return { cell, spec, vocabulary, text, steps, parameters: startingParameters(spec, cell), optimizer, updates: 0 };
}

/** One-hot characters, the cell, logits over the vocabulary. */
function characterNetwork(layers: readonly object[], vocabulary: number): StackSpec {
  const spec = parseModel({
    shape: 'stack',
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      { name: 'x', type: 'one-hot', vocabulary },
      ...layers,
      { name: 'logits', type: 'dense', units: vocabulary, activation: 'linear' },
    ],
    loss: { type: 'cross-entropy' },
  });
  if (spec.shape !== 'stack') throw new Error(`expected a stack, got ${spec.shape}`);
  return spec;
}

/** The seeded start, at the lab's larger scale. */
function startingParameters(spec: StackSpec, cell: LabCell): Parameters {
  const { seed, scale } = recurrenceLab.starts[cell];
  const { equations, output, parameters } = traceModel(spec);
  const start = parameters.map((parameter) => {
    const values = Float64Array.from(initialize(parameter, seed));
    const times = parameter.layer === equations[output].layer ? recurrenceLab.outputScale : scale;
    return [parameter.name, parameter.kind === 'weight' ? values.map((w) => w * times) : values] as const;
  });
  return Object.fromEntries(start);
}

/**
 * Another text; it is read whole, up to the most steps a pass can have. The lab's own network gets the text's own
 * vocabulary and keeps the weights of the characters it knew; a run's vocabulary stays. Throws LabTextError.
 */
export function withText(document: LabDocument, text: string): LabDocument {
  const characters = charactersOf(text);
  if (characters.length < 2) throw new LabTextError({ kind: 'too-short', came: characters.length });
  const steps = Math.min(characters.length - 1, recurrenceLab.mostSteps);
  if (document.run !== undefined) {
    const unknown = [...new Set(characters)].filter((character) => !document.vocabulary.includes(character));
    if (unknown.length > 0) throw new LabTextError({ kind: 'unknown-characters', characters: unknown });
    return { ...document, text, steps };
  }
  const vocabulary = vocabularyOf(characters.slice(0, steps + 1).join(''));
  const spec = characterNetwork(cellLayers(document.spec), vocabulary.length);
  return rebuilt({ ...document, text, steps, vocabulary }, spec, document);
}

export function withSteps(document: LabDocument, steps: number): LabDocument {
  return { ...document, steps: Math.min(recurrenceLab.mostSteps, Math.max(1, Math.round(steps))) };
}

/** Another number of hidden units, or another form of the cell; old weights are kept where they fit. */
export function withLayer(document: LabDocument, fields: Readonly<Record<string, unknown>>): LabDocument {
  const layers = cellLayers(document.spec).map((layer) => ({ ...layer, ...fields }));
  return rebuilt(document, characterNetwork(layers, document.vocabulary.length), document);
}

/** So many layers with memory, one above the other: each reads the states of the one below. */
export function withDepth(document: LabDocument, depth: number): LabDocument {
  const [first] = cellLayers(document.spec);
  const layers = Array.from({ length: depth }, (_, n) => ({ ...first, name: n === 0 ? first.name : `cell${n + 1}` }));
  return rebuilt(document, characterNetwork(layers, document.vocabulary.length), document);
}

/** One weight or bias. Throws RangeError unless it is finite. */
export function withParameter(
  document: LabDocument,
  { parameter, index, value }: { parameter: string; index: number; value: number },
): LabDocument {
  if (!Number.isFinite(value)) throw new RangeError(`${parameter}: expected a number, got ${value}`);
  const values = Float64Array.from(document.parameters[parameter]);
  values[index] = value;
  return changed(document, { ...document.parameters, [parameter]: values });
}

/** Other weights of the same network. */
export function changed(document: LabDocument, parameters: Parameters): LabDocument {
  return { ...document, parameters, ...(document.run && { run: { ...document.run, isChanged: true } }) };
}

/** Throws RangeError outside the lab's limits. */
export function withLearningRate(document: LabDocument, rate: number): LabDocument {
  const { leastRate, mostRate } = recurrenceLab;
  if (!(rate >= leastRate && rate <= mostRate)) {
    throw new RangeError(`learning rate: expected ${leastRate} to ${mostRate}, got ${rate}`);
  }
  return { ...document, optimizer: { ...document.optimizer, learning_rate: rate } };
}

/** The characters a pass reads, and after each the one it should predict. */
export function tokensOf({ text, steps }: Pick<LabDocument, 'text' | 'steps'>): {
  inputs: string[];
  targets: string[];
} {
  const characters = charactersOf(text);
  const at = (n: number) => characters[n % characters.length];
  const inputs = Array.from({ length: steps }, (_, t) => at(t));
  return { inputs, targets: Array.from({ length: steps }, (_, t) => at(t + 1)) };
}

/** The same as whole numbers. */
export function idsOf(document: LabDocument): { input: number[]; target: number[] } {
  const { inputs, targets } = tokensOf(document);
  const ids = (characters: readonly string[]) => [...encode(characters.join(''), document.vocabulary)];
  return { input: ids(inputs), target: ids(targets) };
}

/** The layers with memory: what the lab shows. */
export function cellLayers(spec: StackSpec): readonly LayerSpec[] {
  const layers = spec.layers.filter(({ type }) => labCells.some((cell) => cell === type));
  if (layers.length === 0) throw new Error('expected a recurrent layer, got none');
  return layers;
}

function rebuilt(document: LabDocument, spec: StackSpec, old: LabDocument): LabDocument {
  const parameters = carryOver({
    from: { trace: traceModel(old.spec), vocabulary: old.vocabulary, parameters: old.parameters },
    to: {
      trace: traceModel(spec),
      vocabulary: document.vocabulary,
      parameters: startingParameters(spec, document.cell),
    },
  });
  // weights from the seed stand beside the carried ones: the sum of both was never updated
  const isSame =
    String(document.vocabulary) === String(old.vocabulary) && JSON.stringify(spec) === JSON.stringify(old.spec);
  return { ...document, spec, parameters, updates: isSame ? document.updates : 0 };
}
