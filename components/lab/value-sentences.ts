import { msg, str } from '@lit/localize';
import type { ValueRole } from '../../src/nn/cells/cell.ts';
import { explainValue } from '../../src/formula/explain.ts';
import { stateOf, styleOf } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { numbersIn } from '../../src/formula/term.ts';
import { formatPercent } from '../controls/number-format.ts';
import { saidNumber } from '../formula/short-number.ts';
import { functionSymbol } from '../formula/written.ts';
import type { LabPass } from './lab-pass.ts';
import { visible } from './token.ts';

type ValueReference = Extract<Reference, { kind: 'value' }>;

/** One sentence with this moment's numbers: what the value is, in words. By role, so that no cell is named. */
export function valueSentence(pass: LabPass, reference: ValueReference): string {
  const { trace } = pass;
  const { equation: id, unit, t } = reference;
  const equation = trace.equations[id];
  if (id === trace.loss) return lossSentence(pass, t);
  if (stateOf(trace, id) !== undefined) {
    return msg('Before the first step the state is 0: nothing has been read yet.', { id: 'say.start' });
  }
  if (equation.op === 'id' || equation.op === 'target') return characterSentence(pass, reference);
  if (equation.op === 'one-hot') {
    const character = visible(pass.document.vocabulary[unit]);
    return pass.value(id, unit, t) === 1
      ? msg(str`The input is the character “${character}”: its place is 1, all others are 0.`, { id: 'say.hot' })
      : msg(str`“${character}” is not the character read here: its place is 0.`, { id: 'say.cold' });
  }
  if (id === pass.columns.output) return logitSentence(pass, reference);
  const role = styleOf(trace, id)?.role;
  return role === undefined ? '' : roleSentence(pass, reference, role);
}

function roleSentence(pass: LabPass, reference: ValueReference, role: ValueRole): string {
  const value = pass.number(reference) ?? NaN;
  const share = formatPercent(value);
  const sum = saidNumber(argumentOf(pass, reference));
  switch (role) {
    case 'forget-gate':
      return msg(
        str`The inputs sum to ${sum}; σ turns that into a share: this step keeps ${share} of the old cell state.`,
        {
          id: 'say.forget-gate',
        },
      );
    case 'input-gate':
      return msg(str`The inputs sum to ${sum}; σ turns that into a share: ${share} of the candidate will be let in.`, {
        id: 'say.input-gate',
      });
    case 'output-gate':
      return msg(str`The inputs sum to ${sum}; σ turns that into a share: ${share} of the memory will be shown.`, {
        id: 'say.output-gate',
      });
    case 'update-gate':
      if (pass.reading.isComplemented(reference.equation)) {
        return msg(str`The inputs sum to ${sum}; σ turns that into a share: ${share} of the old state will be kept.`, {
          id: 'say.keeping-gate',
        });
      }
      return msg(
        str`The inputs sum to ${sum}; σ turns that into a share: ${share} of the state will be the new candidate.`,
        {
          id: 'say.update-gate',
        },
      );
    case 'reset-gate':
      return msg(
        str`The inputs sum to ${sum}; σ turns that into a share: the candidate will see ${share} of the old state.`,
        {
          id: 'say.reset-gate',
        },
      );
    case 'candidate':
      return msg(
        str`What this step would like to write: the inputs sum to ${sum}, ${functionSymbol(pass.trace.equations[reference.equation].op)} brings that to ${saidNumber(value)}.`,
        {
          id: 'say.candidate',
        },
      );
    case 'preactivation':
      return msg(str`The input, the old state and the bias, each with its weight, sum to ${saidNumber(value)}.`, {
        id: 'say.preactivation',
      });
    case 'cell-state':
      return stateSentence(pass, reference) ?? plain(value);
    case 'hidden-state':
      return stateSentence(pass, reference) ?? squashed(pass, reference);
    case 'input':
    case 'activation':
      return plain(value);
    default:
      return role satisfies never;
  }
}

const plain = (value: number): string => msg(str`The value is ${saidNumber(value)}.`, { id: 'say.plain' });

/** A state told by the gates that made it; undefined where no gate did. */
function stateSentence(pass: LabPass, reference: ValueReference): string | undefined {
  const parts = partsByRole(pass, reference);
  const result = saidNumber(pass.number(reference) ?? NaN);
  const write = (role: ValueRole) => saidNumber(parts.get(role) ?? NaN);
  const percent = (role: ValueRole) => formatPercent(parts.get(role) ?? NaN);
  if (parts.has('forget-gate') && parts.has('input-gate')) {
    return msg(
      str`The forget gate keeps ${percent('forget-gate')} of the old ${write('cell-state')}; the input gate lets in ${percent('input-gate')} of the new ${write('candidate')}: ${result}.`,
      { id: 'say.cell-state' },
    );
  }
  if (parts.has('output-gate')) {
    const memory = write('cell-state');
    return msg(
      str`The memory holds ${memory}; tanh brings it into −1 … 1, and the output gate shows ${percent('output-gate')} of it: ${result}.`,
      {
        id: 'say.shown-state',
      },
    );
  }
  if (parts.has('update-gate')) {
    const { share, isKept } = updateShare(pass, parts);
    return msg(
      str`The update gate keeps ${formatPercent(isKept ? share : 1 - share)} of the old ${write('hidden-state')} and takes ${formatPercent(isKept ? 1 - share : share)} of the new ${write('candidate')}: ${result}.`,
      { id: 'say.mixed-state' },
    );
  }
  return undefined;
}

/** The update gate as it is read: the share of the old state, or that of the new candidate. */
function updateShare(pass: LabPass, parts: ReadonlyMap<ValueRole, number>): { share: number; isKept: boolean } {
  const gate = pass.columns.columns.find(({ style }) => style.role === 'update-gate');
  const isKept = gate !== undefined && pass.reading.isComplemented(gate.equation);
  return { share: parts.get('update-gate') ?? NaN, isKept };
}

function squashed(pass: LabPass, reference: ValueReference): string {
  const sum = saidNumber(argumentOf(pass, reference));
  const value = saidNumber(pass.number(reference) ?? NaN);
  return msg(str`Input and old state together sum to ${sum}; the activation function turns that into ${value}.`, {
    id: 'say.squashed',
  });
}

/** The numbers that a value is made of, by what they are; of the same kind the first one counts. */
function partsByRole(pass: LabPass, reference: ValueReference): ReadonlyMap<ValueRole, number> {
  const term = explainValue(pass.trace, reference, pass);
  const found = new Map<ValueRole, number>();
  for (const number of term === undefined ? [] : numbersIn(term)) {
    if (number.kind !== 'value') continue;
    const before = stateOf(pass.trace, number.equation);
    const role = styleOf(pass.trace, before?.next ?? number.equation)?.role;
    if (role !== undefined && !found.has(role)) found.set(role, pass.number(number) ?? NaN);
  }
  return found;
}

/** What goes into the activation function. */
function argumentOf(pass: LabPass, { equation, unit, t }: ValueReference): number {
  const [argument] = pass.trace.equations[equation].inputs;
  return pass.value(argument, unit, t) ?? NaN;
}

function logitSentence(pass: LabPass, { equation, unit, t }: ValueReference): string {
  const character = visible(pass.document.vocabulary[unit]);
  const score = saidNumber(pass.value(equation, unit, t) ?? NaN);
  const found = pass.shares(t)?.find(({ id }) => id === unit);
  if (found === undefined)
    return msg(str`The score of “${character}” as the next character is ${score}.`, { id: 'say.score' });
  const share = formatPercent(found.probability, found.probability < 0.1 ? 1 : 0);
  return msg(str`The score of “${character}” as the next character is ${score}: after softmax, ${share}.`, {
    id: 'say.logit',
  });
}

function lossSentence(pass: LabPass, t: number): string {
  const share = pass.targetShare(t)?.probability ?? NaN;
  const loss = saidNumber(pass.value(pass.trace.loss, 0, t) ?? NaN);
  const target = visible(pass.targets[t]);
  return msg(
    str`The true next character is “${target}”, and the network gave it ${formatPercent(share, decimalsFor(share, loss))}: −log of that is ${loss}.`,
    {
      id: 'say.loss',
    },
  );
}

function characterSentence(pass: LabPass, reference: ValueReference): string {
  const id = pass.number(reference) ?? NaN;
  const character = visible(pass.document.vocabulary[id] ?? '');
  return msg(
    str`The text says “${character}” here: number ${id + 1} of the ${pass.document.vocabulary.length} characters.`,
    {
      id: 'say.character',
    },
  );
}

/** As few decimals of a percentage as lead to the told −log: it is to be checked by hand. */
function decimalsFor(share: number, loss: string): number {
  const leadsToIt = (digits: number) => saidNumber(-Math.log(Number((share * 100).toFixed(digits)) / 100)) === loss;
  return [1, 2, 3, 4, 5].find(leadsToIt) ?? 6;
}
