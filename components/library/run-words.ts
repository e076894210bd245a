/** A kept run in words. Call from `render`. */
import { msg, str } from '@lit/localize';
import type { RunRecord } from '../../src/store/schema.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { dataName } from '../train/words.ts';

/** The recurrent layer of a character network: its kind and size. */
export function cellOf({ settings: { model } }: Pick<RunRecord, 'settings'>): { cell: string; units: string } {
  const layer = model.shape === 'stack' ? model.layers.find(({ name }) => name === 'cell') : undefined;
  return {
    cell: layer?.type.toUpperCase() ?? '–',
    units: layer !== undefined && 'units' in layer ? formatCount(layer.units) : '–',
  };
}

/** `LSTM, 64 units · Austen`. */
export function networkText(run: RunRecord, textTitle: string | undefined): string {
  const { cell, units } = cellOf(run);
  return `${msg(str`${cell}, ${units} units`, { id: 'runs.network' })} · ${textTitle ?? dataName(run.data.kind)}`;
}

/** `step 240 of 1,000, loss 1.82`. */
export function progressText({ step, loss, settings, status }: RunRecord): string {
  const [at, steps] = [formatCount(step), formatCount(settings.steps)];
  const place =
    status === 'finished'
      ? msg(str`${at} steps, done`, { id: 'runs.finished' })
      : status === 'diverged'
        ? msg(str`diverged; stands at step ${at}`, { id: 'runs.diverged' })
        : msg(str`step ${at} of ${steps}`, { id: 'runs.unfinished' });
  return loss === undefined ? place : `${place} · ${msg(str`loss ${formatNumber(loss)}`, { id: 'runs.loss' })}`;
}
