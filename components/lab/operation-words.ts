import { msg, str } from '@lit/localize';
import type { EquationId, Trace } from '../../src/nn/equation.ts';
import { formula, type Rows } from '../../src/formula/forward.ts';
import { stateOf, valueName } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { nameInSentence } from '../formula/label.ts';
import { written } from '../formula/written.ts';
import type { LabPass } from './lab-pass.ts';
import { visible } from './token.ts';

/** One operation on the way to a value, in words. */
export interface OperationWords {
  /** What it computes, in letters down to those of values and weights, after its name if it has one: `a_f = W_xf x + b_f`. */
  readonly what: string;
  /** Of which unit. */
  readonly where: string;
}

export function operationWords(pass: LabPass, { phase, equation, unit = 0 }: Tag): OperationWords {
  const { trace } = pass;
  const rows = gateRows(trace, equation, unit);
  const own = letter(trace, equation);
  // the step that takes a gate's sum out of the stack is told with the sum: they are one step to the student
  const isTaken = phase === 'forward' && trace.equations[equation].op === 'slice';
  const spelled = (of?: Rows) => written(trace, formula(trace, equation, of));
  return {
    what: own === undefined ? spelled(rows) : isTaken ? `${own} = ${spelled()}` : own,
    where: where(),
  };

  function where(): string {
    const isOutput = trace.equations[equation].layer === trace.equations[pass.columns.output].layer;
    if (isOutput) return `“${visible(pass.document.vocabulary[unit] ?? '')}”`;
    // in a stack of gates the units are counted anew in each
    return msg(str`unit ${unit - (rows?.from ?? 0) + 1}`, { id: 'sheet.unit' });
  }
}

/** What has a letter of its own is written as that. */
function letter(trace: LabPass['trace'], id: EquationId): string | undefined {
  const state = stateOf(trace, id);
  if (state !== undefined) return written(trace, { kind: 'value', equation: state.next, lag: -1 });
  return trace.equations[id].name === undefined ? undefined : nameInSentence(valueName(trace, id));
}

/** The rows of the gate that a unit of a layer with memory belongs to; undefined where nothing is stacked. */
function gateRows(trace: Trace, id: EquationId, unit: number): Rows | undefined {
  const { layer } = trace.equations[id];
  const state = trace.states.find((each) => each.layer === layer);
  if (state === undefined) return undefined;
  const size = sizeOf(state.shape);
  return { from: unit - (unit % size), size };
}
