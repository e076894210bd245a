import { msg, str } from '@lit/localize';
import type { LabState } from '../../src/app/lab-session.ts';
import { formatCount } from '../controls/number-format.ts';
import type { ScreenTitleDetail } from '../app/contract.ts';
import { columnsOf } from './columns.ts';

/** `LSTM` over `hello! · 4 units · your weights`; of two layers `2 × 4 units`. */
export function labTitle(lab: LabState | undefined): ScreenTitleDetail {
  if (lab === undefined) return { title: msg('Recurrence', { id: 'lab.title' }) };
  const { document, network } = lab;
  const { layers, units } = columnsOf(network.trace);
  const size = layers.length > 1 ? `${layers.length} × ${units}` : units;
  return {
    title: document.run?.name ?? document.cell.toUpperCase(),
    // a run's own name is long enough
    subtitle: [
      ...(document.run ? [] : [short(document.text)]),
      msg(str`${size} units`, { id: 'lab.units' }),
      origin(lab),
    ].join(' · '),
  };
}

function origin({ document, network }: LabState): string {
  const { run } = document;
  // at the end of a pass its update is done, though the numbers of the rows are still those before it
  const updates = document.updates + (network.next === undefined ? 1 : 0);
  const from = run
    ? msg(str`step ${formatCount(run.step)} of your run`, { id: 'lab.run-step' })
    : msg('your weights', { id: 'lab.own-weights' });
  const now = updates === 0 ? from : msg(str`${from}, updated ${updates}×`, { id: 'lab.updated-weights' });
  return run?.isChanged ? msg(str`${now}; changes are not kept`, { id: 'lab.changed-run' }) : now;
}

const MOST = 16;

/** Isolated: a text that runs from right to left leaves the words around it in their order. */
function short(text: string): string {
  const characters = [...text.trim().replace(/\s+/g, ' ')];
  const shown = characters.length > MOST ? [...characters.slice(0, MOST - 1), '…'] : characters;
  return `\u2068${shown.join('')}\u2069`;
}
