import { presets } from '../lessons/presets.ts';
import { cellChoices, recurrenceLab } from '../lessons/recurrence-lab.ts';
import type { LabCell } from './router.ts';

/** What can be edited in a cell's lab, and within which bounds. */
export function labLimits(cell: LabCell) {
  const { leastUnits, mostUnits, mostDepth, mostSteps, leastRate, mostRate } = recurrenceLab;
  return {
    leastUnits,
    mostUnits,
    mostDepth: mostDepth[cell],
    mostSteps,
    leastRate,
    mostRate,
    choices: cellChoices[cell],
    presets: presets.filter((preset) => preset.cell === cell).map(({ id }) => id),
  };
}
