import { msg, str } from '@lit/localize';
import type { ValueRole } from '../../src/nn/cells/cell.ts';
import type { EquationId } from '../../src/nn/equation.ts';
import { parameterName, styleOf } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { sentences } from '../controls/sentences.ts';
import { nameInSentence } from '../formula/label.ts';
import type { LabPass } from './lab-pass.ts';
import { operationWords } from './operation-words.ts';
import { roleName } from './role-names.ts';
import { wayTo } from './stepping.ts';
import { visible } from './token.ts';

/** One line of two parts: what comes next, its letters as `nameInSentence` writes them, and the question it answers. */
export interface NextLine {
  readonly what: string;
  readonly question: string;
}

/** What the next step will show, as a question where it can be one; of several layers it says in which. */
export function nextLine(pass: LabPass, next: Tag | undefined): NextLine {
  const line = lineOf(pass, next);
  const isUnit = next?.phase === 'forward' || next?.phase === 'backward';
  const layer = isUnit ? pass.layerNumber(next.equation) : undefined;
  return layer === undefined
    ? line
    : { ...line, what: sentences(msg(str`Layer ${layer}.`, { id: 'next.layer' }), line.what) };
}

function lineOf(pass: LabPass, next: Tag | undefined): NextLine {
  if (next === undefined) {
    return {
      what: msg('The pass is over.', { id: 'next.over' }),
      question: msg('Read the same text again with the new weights: will the loss be smaller?', { id: 'next.again' }),
    };
  }
  switch (next.phase) {
    case 'forward':
      return forward(pass, next);
    case 'loss':
      return {
        what: msg(str`Next: the loss of step ${next.t + 1}.`, { id: 'next.loss' }),
        question: msg(str`How surprised is the network by “${visible(pass.targets[next.t])}”?`, {
          id: 'next.loss-question',
        }),
      };
    case 'backward':
      return backward(pass, next);
    case 'update':
      return {
        what: msg(str`Next: the update of ${parameterLetter(pass, next)}.`, { id: 'next.update' }),
        question: msg('A small step against the gradient: which way does each weight go?', {
          id: 'next.update-question',
        }),
      };
    default:
      return next.phase satisfies never;
  }
}

function forward(pass: LabPass, next: Tag): NextLine {
  if (next.equation === pass.columns.output) {
    return {
      what: msg(str`Next: the output of step ${next.t + 1}.`, { id: 'next.output' }),
      question: msg(str`Which character does the network expect after “${visible(pass.inputs[next.t])}”?`, {
        id: 'next.output-question',
      }),
    };
  }
  const { equation, unit = 0 } = next;
  if (pass.trace.equations[equation].op === 'one-hot') {
    // the vector is made at once
    if (next.unit === undefined) {
      return {
        what: msg(str`Next: the input “${visible(pass.inputs[next.t])}” as a vector with a single 1.`, {
          id: 'next.one-hot',
        }),
        question: msg('Which of its places is 1?', { id: 'ask.one-hot' }),
      };
    }
    return {
      what: msg(str`Next: the place of “${visible(pass.document.vocabulary[unit])}” in the input.`, {
        id: 'next.place',
      }),
      question: msg('Is it the character that this step reads?', { id: 'ask.place' }),
    };
  }
  const role = styleOf(pass.trace, equation)?.role;
  if (role === undefined) {
    const { what, where } = operationWords(pass, next);
    return { what: msg(str`Next ${wayWords(pass, next)}, ${where}: ${what}.`, { id: 'next.operation' }), question: '' };
  }
  return {
    what: msg(str`Next: the ${roleName(role)} of unit ${unit + 1}.`, { id: 'next.value' }),
    question: forwardQuestion(pass, { role, equation }),
  };
}

function forwardQuestion(
  { reading }: LabPass,
  { role, equation }: { readonly role: ValueRole; readonly equation: EquationId },
): string {
  switch (role) {
    case 'forget-gate':
      return msg('How much of the old cell state will stay?', { id: 'ask.forget-gate' });
    case 'input-gate':
      return msg('How much of the new will be let in?', { id: 'ask.input-gate' });
    case 'output-gate':
      return msg('How much of the memory will be shown?', { id: 'ask.output-gate' });
    case 'update-gate':
      if (reading.isComplemented(equation))
        return msg('How much of the old state will stay?', { id: 'ask.keeping-gate' });
      return msg('How much of the state will be replaced?', { id: 'ask.update-gate' });
    case 'reset-gate':
      return msg('How much of the past may the candidate see?', { id: 'ask.reset-gate' });
    case 'candidate':
      return msg('What would this step like to write?', { id: 'ask.candidate' });
    case 'cell-state':
      return msg('How much of the old stays, how much new comes in?', { id: 'ask.cell-state' });
    case 'hidden-state':
      return msg('What does this step hand on?', { id: 'ask.hidden-state' });
    case 'input':
    case 'activation':
    case 'preactivation':
      return msg('What do input and old state sum to?', { id: 'ask.preactivation' });
    default:
      return role satisfies never;
  }
}

function backward(pass: LabPass, next: Tag): NextLine {
  if (pass.trace.equations[next.equation].op === 'parameter') {
    return {
      what: msg(str`Next: what step ${next.t + 1} adds to ∂L/∂${parameterLetter(pass, next)}.`, { id: 'next.share' }),
      question:
        next.t === pass.length - 1 ? '' : msg('Is it more or less than the steps after it?', { id: 'ask.share' }),
    };
  }
  if (next.equation === pass.columns.output) {
    return {
      what: msg(str`Next: the error of the output at step ${next.t + 1}.`, { id: 'next.error' }),
      question: msg('Given minus wanted: which scores should be lower?', { id: 'ask.error' }),
    };
  }
  const role = styleOf(pass.trace, next.equation)?.role;
  if (role === undefined) {
    const { what, where } = operationWords(pass, next);
    return {
      what: msg(str`Next ${wayWords(pass, next)}, ${where}: the gradient of ${what}.`, {
        id: 'next.operation-gradient',
      }),
      question: '',
    };
  }
  const isState = role === 'hidden-state' || role === 'cell-state';
  return {
    what: msg(str`Next: the gradient of the ${roleName(role)}, unit ${(next.unit ?? 0) + 1}, step ${next.t + 1}.`, {
      id: 'next.gradient',
    }),
    question: isState
      ? msg('How much comes from this step, how much from later?', { id: 'ask.state-gradient' })
      : msg('Should it have been larger or smaller?', { id: 'ask.gradient' }),
  };
}

/** Whose number is ringed while the operations before it are made. */
function wayWords(pass: LabPass, next: Tag): string {
  const { trace, columns } = pass;
  const to = wayTo(pass.network, next);
  const role = to && styleOf(trace, to.equation)?.role;
  if (to?.equation === columns.output) return msg('on the way to the output', { id: 'way.output' });
  if (role === undefined) return msg('on the way', { id: 'way.plain' });
  return next.phase === 'backward'
    ? msg(str`on the way to the gradient of the ${roleName(role)}`, { id: 'way.gradient' })
    : msg(str`on the way to the ${roleName(role)}`, { id: 'way.value' });
}

function parameterLetter({ trace }: LabPass, { name }: Tag): string {
  return name === undefined ? '' : nameInSentence(parameterName(trace, name));
}
