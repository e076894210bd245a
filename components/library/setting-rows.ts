/** The settings of runs, row by row, as a reader compares them. Call from `render`. */
import { msg } from '@lit/localize';
import type { RunRecord } from '../../src/store/schema.ts';
import { formatCount, formatFactor, formatNumber, formatPercent } from '../controls/number-format.ts';
import { optimizerName, scheduleText } from '../train/setting-words.ts';
import { dataName } from '../train/words.ts';
import { cellOf } from './run-words.ts';

export interface SettingRow {
  readonly label: string;
  /** One a run. */
  readonly values: readonly string[];
  /** A setting that is not alike in all runs, or a result. */
  readonly differs: boolean;
}

type Reading = readonly [label: string, read: (run: RunRecord) => string];

/** What was chosen before the runs began. */
export function settingRows(runs: readonly RunRecord[], titles: ReadonlyMap<string, string>): SettingRow[] {
  return rowsOf(runs, [
    [msg('Cell', { id: 'train.cell' }), (run) => cellOf(run).cell],
    [msg('Hidden units', { id: 'train.units' }), (run) => cellOf(run).units],
    [
      msg('Data', { id: 'compare.data' }),
      ({ data }) => (data.kind === 'own' ? (titles.get(data.text) ?? dataName('own')) : dataName(data.kind)),
    ],
    [msg('Different characters', { id: 'compare.vocabulary' }), ({ vocabulary }) => formatCount(vocabulary.length)],
    [msg('Optimizer', { id: 'train.optimizer' }), ({ settings }) => optimizerName(settings.optimizer.type)],
    [msg('Learning rate', { id: 'train.rate' }), ({ settings }) => formatFactor(settings.optimizer.learning_rate)],
    [msg('Schedule', { id: 'train.schedule' }), ({ settings }) => scheduleText(settings.schedule)],
    [msg('Clip by norm', { id: 'train.clip-norm' }), ({ settings }) => limit(settings.optimizer.clip_norm)],
    [msg('Clip by value', { id: 'train.clip-value' }), ({ settings }) => limit(settings.optimizer.clip_value)],
    [msg('Weight decay', { id: 'train.weight-decay' }), ({ settings }) => limit(settings.optimizer.weight_decay)],
    [
      msg('Held back', { id: 'train.held-back' }),
      ({ settings }) => (settings.validation === undefined ? '–' : formatPercent(settings.validation.share)),
    ],
    [msg('Batch', { id: 'train.batch' }), ({ settings }) => formatCount(settings.batch)],
    [msg('Sequence length', { id: 'train.length' }), ({ settings }) => formatCount(settings.length)],
    [msg('Steps', { id: 'train.steps' }), ({ settings }) => formatCount(settings.steps)],
    [msg('Seed', { id: 'train.seed' }), ({ settings }) => String(settings.seed)],
  ]);
}

/** What came out of it. */
export function resultRows(runs: readonly RunRecord[]): SettingRow[] {
  return rowsOf(runs, [
    [msg('Step', { id: 'compare.step' }), ({ step }) => formatCount(step)],
    [msg('Loss', { id: 'compare.loss' }), ({ loss }) => (loss === undefined ? '–' : formatNumber(loss, 3))],
  ]);
}

function rowsOf(runs: readonly RunRecord[], readings: readonly Reading[]): SettingRow[] {
  return readings.map(([label, read]) => {
    const values = runs.map(read);
    return { label, values, differs: values.some((value) => value !== values[0]) };
  });
}

function limit(value: number | undefined): string {
  return value === undefined || value === 0 ? '–' : formatFactor(value);
}
