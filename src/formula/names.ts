import type { ValueStyle } from '../nn/cells/cell.ts';
import { cellOf, isCellType } from '../nn/cells/registry.ts';
import type { EquationId, ParameterSpec, State, Trace } from '../nn/equation.ts';

/** A letter with what hangs on it: `W` with `xi`, `h` with superscript `2` for the second layer of its kind. */
export interface Name {
  readonly base: string;
  readonly sub?: string;
  readonly super?: string;
  readonly accent?: 'tilde';
}

/** The letters that a text uses for one type of layer. */
export interface CellLetters {
  /** By parameter, `W_x*`: the letter and what hangs below it; the star is the gate's letter. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Letters of gates where they are not our own. */
  readonly gates?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, Name>>;
}

/** Letters by type of layer. */
export type Letters = Readonly<Record<string, CellLetters>>;

/** A trace with the letters it is to be written in; our own where it says none. */
export interface WrittenTrace extends Trace {
  readonly letters?: Letters;
}

/** How the cell wants a value shown; undefined for a value that the cell does not show. */
export function styleOf(trace: Trace, id: EquationId): ValueStyle | undefined {
  const { layer, name } = trace.equations[id];
  const type = trace.layers.find((each) => each.name === layer)?.type;
  if (name === undefined || !isCellType(type)) return undefined;
  return cellOf(type).values[name];
}

/** Whether a formula stops here instead of spelling the value out: values that are shown, and all that comes from outside. */
export function isShown(trace: Trace, id: EquationId): boolean {
  return trace.equations[id].inputs.length === 0 || styleOf(trace, id) !== undefined;
}

/** The letter of an equation's value, as the field writes it. */
export function valueName(trace: WrittenTrace, id: EquationId): Name {
  const equation = trace.equations[id];
  if (equation.op === 'previous') {
    const state = trace.states[equation.attributes.state];
    return state.next === id ? { base: state.name } : valueName(trace, state.next);
  }
  if (equation.op === 'input') return { base: 'x' };
  if (equation.op === 'id') return { base: 'k' };
  if (equation.op === 'target') return { base: 'y', super: '∗' };
  if (equation.op === 'mask') return { base: 'm' };
  if (equation.op === 'kept') return { base: 'm', sub: equation.layer };
  if (id === trace.loss) return { base: 'E' };
  const given = lettersOf(trace, equation.layer)?.values?.[equation.name ?? ''];
  if (given !== undefined) return { ...given, super: layerMark(trace, id) };
  const [base, gate] = (styleOf(trace, id)?.symbol ?? equation.name ?? '').split('_');
  // a gate's preactivation is named after the gate, `a_g`: in the text's letter, as its weights are
  const own = gate === undefined ? undefined : (lettersOf(trace, equation.layer)?.gates?.[gate] ?? gate);
  const sub = own ?? (isTaken(trace, id, base) || isShared(trace, id, base) ? equation.layer : undefined);
  return { base, sub, super: layerMark(trace, id) };
}

/** Whether a layer with memory uses a plain layer's letter: the plain one is then named after its layer (`a_logits`). */
function isTaken(trace: Trace, id: EquationId, base: string): boolean {
  const { layer } = trace.equations[id];
  const hasMemory = (name: string) => trace.states.some((state) => state.layer === name);
  if (hasMemory(layer)) return false;
  return trace.equations.some((each) => hasMemory(each.layer) && each.name?.split('_')[0] === base);
}

/** Whether plain layers of several kinds use the letter: each is then named after its layer. */
function isShared(trace: Trace, id: EquationId, base: string): boolean {
  const typeOf = (layer: string) => trace.layers.find(({ name }) => name === layer)?.type;
  const { layer } = trace.equations[id];
  const hasMemory = (name: string) => trace.states.some((state) => state.layer === name);
  if (hasMemory(layer)) return false;
  return trace.equations.some((each) => {
    const other = typeOf(each.layer);
    if (other === undefined || other === typeOf(layer) || hasMemory(each.layer)) return false;
    return styleOf(trace, each.id)?.symbol === base;
  });
}

/** The number of the layer among those that show a value of the same letter; undefined where the letter is its own. */
function layerMark(trace: Trace, id: EquationId): string | undefined {
  const { layer, name } = trace.equations[id];
  return name === undefined ? undefined : alikeMark(trace, layer);
}

export function parameterOf(trace: Trace, name: string): ParameterSpec {
  const found = trace.parameters.find((each) => each.name === name);
  if (found === undefined) throw new Error(`expected a parameter of the trace, got "${name}"`);
  return found;
}

/** `W_x`, of one block `W_xi`; a layer without gates is named itself: `W_logits`. */
export function parameterName(trace: WrittenTrace, name: string, block?: string): Name {
  return givenName(trace, name, block) ?? ourName(trace, name, block);
}

/** In the letters of the text that the trace is written after; undefined where it has none for this layer. */
function givenName(trace: WrittenTrace, name: string, block?: string): Name | undefined {
  const { layer, blocks = [] } = parameterOf(trace, name);
  const letters = lettersOf(trace, layer);
  const written = letters?.parameters[name.slice(layer.length + 1)];
  if (written === undefined) return undefined;
  const gate = block !== undefined && blocks.length > 1 ? (letters?.gates?.[block] ?? block) : '';
  const [base, sub = ''] = written.replace('*', gate).split('_');
  return { base, sub: sub === '' ? undefined : sub, super: alikeMark(trace, layer) };
}

function lettersOf(trace: WrittenTrace, layer: string): CellLetters | undefined {
  const type = trace.layers.find((each) => each.name === layer)?.type;
  return type === undefined ? undefined : trace.letters?.[type];
}

/** The number of a layer among those of its type; undefined where it is the only one. */
function alikeMark(trace: Trace, layer: string): string | undefined {
  const type = trace.layers.find((each) => each.name === layer)?.type;
  const alike = trace.layers.filter((each) => each.type === type).map((each) => each.name);
  return alike.length > 1 ? String(alike.indexOf(layer) + 1) : undefined;
}

function ourName(trace: Trace, name: string, block?: string): Name {
  const { layer, kind, blocks = [] } = parameterOf(trace, name);
  if (kind === 'statistic') return { base: name.endsWith('mean') ? 'μ' : 'v', sub: layer };
  const base = kind === 'weight' ? 'W' : 'b';
  const [, own = ''] = name.slice(layer.length + 1).split('_');
  const gate = block !== undefined && blocks.length > 1 ? block : '';
  const alone = trace.parameters.filter((each) => each.kind === kind).length < 2;
  const type = trace.layers.find((each) => each.name === layer)?.type;
  // a layer called x must not be taken for the weights of x
  const plain = layer.length > 1 ? layer : type;
  const sub = blocks.length > 0 || alone ? own + gate : plain;
  const mark = blocks.length > 0 ? alikeMark(trace, layer) : undefined;
  return { base, sub: sub === '' ? undefined : sub, super: mark };
}

/** Where a number stands in its parameter: block of rows, row within it and column, from 0; a bias has no column. */
export interface Place {
  readonly block?: string;
  readonly row: number;
  readonly column?: number;
}

export function placeOf(parameter: ParameterSpec, index: number): Place {
  const columns = parameter.shape.length > 1 ? parameter.shape[1] : 1;
  const rows = parameter.shape[0] / (parameter.blocks?.length ?? 1);
  const row = Math.floor(index / columns);
  return {
    block: parameter.blocks?.[Math.floor(row / rows)],
    row: row % rows,
    column: parameter.shape.length > 1 ? index % columns : undefined,
  };
}

/** The state whose `previous` equation this is. */
export function stateOf(trace: Trace, id: EquationId): State | undefined {
  return trace.states.find((state) => state.previous === id);
}
