/** The number fields of the settings: which stand together, what they are called, what can be wrong. Call from `render`. */
import { msg, str } from '@lit/localize';
import type { NumberField, TrainSetup } from '../../src/app/train-setup.ts';
import { exactCount, formatFactor } from '../controls/number-format.ts';

export type Ranges = Readonly<
  Record<NumberField, { readonly least: number; readonly most: number; readonly whole: boolean }>
>;

export const groups = ['rate', 'reading', 'limits', 'held-back'] as const;
export type Group = (typeof groups)[number];

export function groupTitle(group: Group): string {
  switch (group) {
    case 'rate':
      return msg('How it learns', { id: 'train.group.rate' });
    case 'reading':
      return msg('How it reads', { id: 'train.group.reading' });
    case 'limits':
      return msg('What holds it back', { id: 'train.group.limits' });
    case 'held-back':
      return msg('What it is tested on', { id: 'train.group.held-back' });
  }
}

/** The fields that matter with this setup. */
export function fieldsOf(group: Group, { schedule, heldBack }: TrainSetup): readonly NumberField[] {
  switch (group) {
    case 'rate':
      return ['learningRate', 'warmup', ...(schedule === 'step' ? (['decayEvery', 'decayFactor'] as const) : [])];
    case 'reading':
      return ['batch', 'length', 'steps', 'seed'];
    case 'limits':
      return ['clipNorm', 'clipValue', 'weightDecay', 'l2'];
    case 'held-back':
      return heldBack > 0 ? ['heldBack', 'evaluateEvery', 'patience'] : ['heldBack'];
  }
}

export function faultText(field: NumberField, ranges: Ranges): string {
  if (field === 'learningRate') {
    return msg('A number above 0: with 0 nothing is learned. 0.001 to 0.01 is usual.', { id: 'train.fault.rate' });
  }
  const { least, most, whole } = ranges[field];
  return whole
    ? msg(str`A whole number from ${exactCount(least)} to ${exactCount(most)}.`, { id: 'train.fault.whole' })
    : msg(str`A number from ${formatFactor(least)} to ${formatFactor(most)}.`, { id: 'train.fault.number' });
}

interface FieldTexts {
  readonly label: string;
  readonly note: string;
}

export function fieldTexts(field: Exclude<NumberField, 'units'>): FieldTexts {
  switch (field) {
    case 'learningRate':
      return {
        label: msg('Learning rate', { id: 'train.rate' }),
        note: msg('How far each update goes', { id: 'train.rate.note' }),
      };
    case 'warmup':
      return {
        label: msg('Warm-up', { id: 'train.warmup' }),
        note: msg('Steps until the rate is reached; 0: none', { id: 'train.warmup.note' }),
      };
    case 'decayEvery':
      return {
        label: msg('Falls every', { id: 'train.decay-every' }),
        note: msg('Steps from one fall to the next', { id: 'train.decay-every.note' }),
      };
    case 'decayFactor':
      return {
        label: msg('Falls to', { id: 'train.decay-factor' }),
        note: msg('Of the rate before: 0.5 is half', { id: 'train.decay-factor.note' }),
      };
    case 'batch':
      return {
        label: msg('Batch', { id: 'train.batch' }),
        note: msg('Places of the text read at once', { id: 'train.batch.note' }),
      };
    case 'length':
      return {
        label: msg('Sequence length', { id: 'train.length' }),
        note: msg('Characters before each update', { id: 'train.length.note' }),
      };
    case 'steps':
      return {
        label: msg('Steps', { id: 'train.steps' }),
        note: msg('Updates in all; more can follow', { id: 'train.steps.note' }),
      };
    case 'seed':
      return {
        label: msg('Seed', { id: 'train.seed' }),
        note: msg('The same seed gives the same run', { id: 'train.seed.note' }),
      };
    case 'clipNorm':
    case 'clipValue':
    case 'weightDecay':
    case 'l2':
      return limitTexts(field);
    case 'heldBack':
    case 'evaluateEvery':
    case 'patience':
      return heldBackTexts(field);
  }
}

function limitTexts(field: 'clipNorm' | 'clipValue' | 'weightDecay' | 'l2'): FieldTexts {
  switch (field) {
    case 'clipNorm':
      return {
        label: msg('Clip by norm', { id: 'train.clip-norm' }),
        note: msg('Longest gradient of all weights together; 0: any', { id: 'train.clip-norm.note' }),
      };
    case 'clipValue':
      return {
        label: msg('Clip by value', { id: 'train.clip-value' }),
        note: msg('Largest gradient of one weight; 0: any', { id: 'train.clip-value.note' }),
      };
    case 'weightDecay':
      return {
        label: msg('Weight decay', { id: 'train.weight-decay' }),
        note: msg('Pulls all weights towards 0; 0: none', { id: 'train.weight-decay.note' }),
      };
    case 'l2':
      return {
        label: msg('L2 penalty', { id: 'train.l2' }),
        note: msg('The same within the loss; 0: none', { id: 'train.l2.note' }),
      };
  }
}

function heldBackTexts(field: 'heldBack' | 'evaluateEvery' | 'patience'): FieldTexts {
  switch (field) {
    case 'heldBack':
      return {
        label: msg('Held back', { id: 'train.held-back' }),
        note: msg('Share of the text never learned: 0.05 is 5 %', { id: 'train.held-back.note' }),
      };
    case 'evaluateEvery':
      return {
        label: msg('Tested every', { id: 'train.evaluate-every' }),
        note: msg('Steps from one test to the next', { id: 'train.evaluate-every.note' }),
      };
    case 'patience':
      return {
        label: msg('Patience', { id: 'train.patience' }),
        note: msg('Tests without progress until it stops early; 0: never', { id: 'train.patience.note' }),
      };
  }
}
