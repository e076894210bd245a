import { msg, str } from '@lit/localize';
import { phases, type Phase, type Tag } from '../../src/streams/events.ts';
import type { Network } from '../../src/streams/network.ts';
import { parameterName } from '../../src/formula/names.ts';
import { sentence, sentences } from '../controls/sentences.ts';
import { nameText } from '../formula/label.ts';
import { spokenNumber } from '../formula/short-number.ts';
import { phaseName } from '../time/phase-names.ts';
import type { Tick } from '../time/un-transport.ts';
import { columnName } from './column-name.ts';
import type { LabPass } from './lab-pass.ts';
import { madeSentence } from './made-sentence.ts';
import { nextLine } from './questions.ts';
import { referenceOf } from './reference-of.ts';

/** More ticks than this would be a comb: then only phases have one. */
const MOST_TICKS = 48;

/** Ticks closer than this share of the pass would touch. */
const NARROW = 0.015;

/** What the main key will do. */
export function mainAction({ next }: Network): string {
  switch (next?.phase) {
    case undefined:
      return msg('Next pass', { id: 'action.next-pass' });
    case 'forward':
      return msg('Step', { id: 'action.step' });
    case 'loss':
      return msg('Loss', { id: 'phase.loss' });
    case 'backward':
      return msg('Step back in time', { id: 'action.step-back' });
    case 'update':
      return msg('Update', { id: 'phase.update' });
  }
}

export function finishLabel({ next }: Network): string {
  return next === undefined
    ? msg('The pass is over.', { id: 'next.over' })
    : msg(str`Finish the phase: ${phaseName(next.phase)}`, { id: 'action.finish' });
}

/** The share of each phase that lies before the cursor. */
export function doneShares({ steps, total, recorder }: Network): Readonly<Record<Phase, number>> {
  const starts = phases.map((phase) => steps.find((step) => step.phase === phase)?.position ?? total);
  const share = (n: number) => {
    const end = starts[n + 1] ?? total;
    return end > starts[n] ? Math.min(1, Math.max(0, (recorder.position - starts[n]) / (end - starts[n]))) : 0;
  };
  return { forward: share(0), loss: share(1), backward: share(2), update: share(3) };
}

export function ticksOf({ steps, total }: Network): readonly Tick[] {
  const ticks = steps.map(({ position, phase }, n) => ({ position, isPhase: n > 0 && steps[n - 1].phase !== phase }));
  const isComb = ticks.length > MOST_TICKS;
  const wanted = ticks.filter(({ isPhase }) => isPhase || !isComb);
  // the losses lie so close together that one tick stands for them
  return wanted.filter(({ position }, n) => n === 0 || position - wanted[n - 1].position > total * NARROW);
}

/** Where the cursor stands, in words. */
export function placeWords(pass: LabPass): string {
  const { phase, t } = pass.present;
  const { last } = pass.network;
  if (phase === 'update' && last !== undefined) return updateWords(pass, last);
  return msg(str`${phaseName(phase)}, step ${t + 1} of ${pass.length}`, { id: 'transport.place' });
}

/** An update belongs to a parameter, and to no step. */
function updateWords({ trace }: LabPass, { phase, name }: Tag): string {
  const place = trace.parameters.findIndex((each) => each.name === name);
  if (name === undefined || place < 0) return phaseName(phase);
  const letter = nameText(parameterName(trace, name));
  return msg(str`${phaseName(phase)} of ${letter}, ${place + 1} of ${trace.parameters.length}`, {
    id: 'transport.update',
  });
}

/** What has just been computed and what comes next, for a screen reader. */
export function madeWords(pass: LabPass, { last, next }: { last: Tag | undefined; next: Tag | undefined }): string {
  const made = last && referenceOf(pass, last);
  const value = made && pass.number(made);
  const ahead = nextLine(pass, next).what;
  const isNumber = last !== undefined && value !== undefined && last.equation !== pass.columns.output;
  if (!isNumber) return sentences(madeSentence(pass, last) || sentence(placeWords(pass)), ahead);
  const name = columnName(pass, last.equation);
  const number = spokenNumber(value);
  if (name === undefined) {
    // a step's loss belongs to no unit
    const words = msg(str`${phaseName(last.phase)}, step ${last.t + 1}: ${number}`, { id: 'lab.step-number' });
    return sentences(sentence(words), ahead);
  }
  const words =
    last.phase === 'backward'
      ? msg(str`gradient of the ${name}, unit ${(last.unit ?? 0) + 1}, step ${last.t + 1}: ${number}`, {
          id: 'lab.gradient-cell',
        })
      : msg(str`${name}, unit ${(last.unit ?? 0) + 1}, step ${last.t + 1}: ${number}`, { id: 'lab.cell' });
  return sentences(sentence(words), ahead);
}
