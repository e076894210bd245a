import { msg, str } from '@lit/localize';
import { parameterName, styleOf } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { formatNumber } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import { nameInSentence } from '../formula/label.ts';
import { shortNumber } from '../formula/short-number.ts';
import { norm } from './arrivals.ts';
import type { LabPass } from './lab-pass.ts';
import { roleName } from './role-names.ts';
import { visible } from './token.ts';

/** A question about the number that comes next, answered by a tap before it is shown. */
export interface Guess {
  /** Its letters as `nameInSentence` writes them. */
  readonly question: string;
  readonly choices: readonly GuessChoice[];
}

interface GuessChoice {
  readonly label: string;
  /** Whether the number, once it is there, is so; undefined: it is exactly in between, and nobody was wrong. */
  holds(pass: LabPass): boolean | undefined;
}

/** What can be asked about the next number, of several layers with its layer; undefined where there is nothing to guess. */
export function guessFor(pass: LabPass, next: Tag | undefined): Guess | undefined {
  const guess = guessAbout(pass, next);
  const layer = next === undefined || guess === undefined ? undefined : pass.layerNumber(next.equation);
  if (guess === undefined || layer === undefined) return guess;
  return { ...guess, question: sentences(msg(str`Layer ${layer}.`, { id: 'next.layer' }), guess.question) };
}

function guessAbout(pass: LabPass, next: Tag | undefined): Guess | undefined {
  switch (next?.phase) {
    case 'forward':
      return next.equation === pass.columns.output ? output(pass, next) : forward(pass, next);
    case 'loss':
      return loss(pass, next);
    case 'backward':
      return backward(pass, next);
    default:
      return undefined;
  }
}

/** Two choices around a threshold. What reads the same on screen is in between: nobody can see that it is not. */
function either(
  labels: readonly [above: string, below: string],
  read: (pass: LabPass) => number | undefined,
  threshold = 0,
): readonly GuessChoice[] {
  const off = (pass: LabPass) => {
    const value = read(pass) ?? NaN;
    return shortNumber(value) === shortNumber(threshold) ? 0 : value - threshold;
  };
  const decided = (pass: LabPass, isSo: boolean) => (off(pass) === 0 ? undefined : isSo);
  return [
    { label: labels[0], holds: (pass) => decided(pass, off(pass) > 0) },
    { label: labels[1], holds: (pass) => decided(pass, off(pass) < 0) },
  ];
}

const signs = () => [msg('positive', { id: 'legend.positive' }), msg('negative', { id: 'legend.negative' })] as const;

const sizes = () => [msg('grows', { id: 'guess.grows' }), msg('shrinks', { id: 'guess.shrinks' })] as const;

function forward(pass: LabPass, { equation, unit = 0, t }: Tag): Guess | undefined {
  const role = styleOf(pass.trace, equation)?.role;
  // what is read is given
  if (role === undefined || role === 'input') return undefined;
  const what = msg(str`${roleName(role)} of unit ${unit + 1}, step ${t + 1}`, { id: 'guess.unit' });
  const read = (later: LabPass) => later.value(equation, unit, t);
  if (role.endsWith('-gate')) {
    return {
      question: msg(str`The ${what}: more than half open, or less?`, { id: 'guess.gate' }),
      choices: either([msg('more', { id: 'guess.more' }), msg('less', { id: 'guess.less' })], read, 0.5),
    };
  }
  const before = t === 0 ? 0 : (pass.value(equation, unit, t - 1) ?? 0);
  if (pass.isState(equation) && before !== 0) {
    return {
      question: msg(str`The ${what}: does it grow or shrink? Just now its size is ${formatNumber(Math.abs(before))}.`, {
        id: 'guess.state',
      }),
      choices: either(sizes(), (later) => Math.abs(read(later) ?? NaN), Math.abs(before)),
    };
  }
  return { question: msg(str`The ${what}: which sign?`, { id: 'guess.sign' }), choices: either(signs(), read) };
}

/** Against guessing blindly among all characters. */
function output(pass: LabPass, { t }: Tag): Guess {
  const blind = 1 / pass.columns.classes;
  return {
    question: msg(str`Will the right character get more than its even share, ${formatNumber(blind)}?`, {
      id: 'guess.output',
    }),
    choices: either(
      [msg('more', { id: 'guess.more' }), msg('less', { id: 'guess.less' })],
      (later) => later.targetShare(t)?.probability,
      blind,
    ),
  };
}

function loss(pass: LabPass, { equation, t }: Tag): Guess | undefined {
  const before = t === 0 ? undefined : pass.value(equation, 0, t - 1);
  if (before === undefined) return undefined;
  return {
    question: msg(
      str`The loss of step ${t + 1}: does it grow or shrink? That of step ${t} was ${formatNumber(before)}.`,
      {
        id: 'guess.loss',
      },
    ),
    choices: either(sizes(), (later) => later.value(equation, 0, t), before),
  };
}

function backward(pass: LabPass, { equation, name = '', unit = 0, t }: Tag): Guess | undefined {
  if (pass.columns.parameters.has(equation)) {
    const size = (at: LabPass, step: number) => {
      const share = at.network.recorder.share(name, step)?.values;
      return share && norm(share);
    };
    const later = size(pass, t + 1);
    if (later === undefined) return undefined;
    return {
      question: msg(
        str`What step ${t + 1} adds to ∂L/∂${nameInSentence(parameterName(pass.trace, name))}: does it grow or shrink against step ${t + 2}?`,
        {
          id: 'guess.share',
        },
      ),
      choices: either(sizes(), (at) => size(at, t), later),
    };
  }
  const what = gradientOf(pass, { equation, unit, t });
  if (what === undefined) return undefined;
  return {
    question: msg(str`The gradient of the ${what}: which sign?`, { id: 'guess.gradient' }),
    choices: either(signs(), (later) => later.gradient(equation, unit, t)),
  };
}

/** A unit of the output is a character's. */
function gradientOf(pass: LabPass, { equation, unit, t }: Pick<Tag, 'equation' | 't'> & { readonly unit: number }) {
  if (equation === pass.columns.output) {
    const character = visible(pass.document.vocabulary[unit]);
    return msg(str`score of “${character}”, step ${t + 1}`, { id: 'guess.score' });
  }
  const role = styleOf(pass.trace, equation)?.role;
  return role && msg(str`${roleName(role)} of unit ${unit + 1}, step ${t + 1}`, { id: 'guess.unit' });
}
