import { presets, type PresetId, type Setting } from '../lessons/presets.ts';
import type { ParameterSpec } from '../nn/equation.ts';
import { traceModel } from '../nn/trace-model.ts';
import { cellLayers, defaultDocument, withDepth, withLayer, withText, type LabDocument } from './lab-document.ts';

/**
 * The document with a preset's text, form and weights; the learning rate stays, and where the reset gate is applied.
 * Throws where there is no such preset.
 */
export function withPreset({ optimizer, cell, spec }: LabDocument, id: PresetId): LabDocument {
  const preset = presets.find((each) => each.id === id && each.cell === cell);
  if (preset === undefined) throw new Error(`${cell}: no preset "${id}"`);
  const own = withDepth({ ...defaultDocument(cell), optimizer }, 1);
  const [form] = cellLayers(spec);
  const convention = 'reset' in form ? { reset: form.reset } : {};
  const shaped = withText(withLayer(own, { ...convention, ...preset.layer, units: preset.units }), preset.text);
  const [{ name: layer }] = cellLayers(shaped.spec);
  const set = traceModel(shaped.spec)
    .parameters.filter((spec) => spec.layer === layer)
    .map((spec) => [spec.name, byHand(spec, { settings: preset.settings, vocabulary: shaped.vocabulary })] as const);
  return { ...shaped, parameters: { ...shaped.parameters, ...Object.fromEntries(set) } };
}

interface ByHand {
  readonly settings: readonly Setting[];
  readonly vocabulary: readonly string[];
}

function byHand({ name, layer, shape, blocks = [''] }: ParameterSpec, { settings, vocabulary }: ByHand): Float64Array {
  const [rows, columns = 1] = shape;
  const units = rows / blocks.length;
  const values = new Float64Array(rows * columns);
  for (const { parameter, block = blocks[0], unit, from, value } of settings) {
    if (name !== `${layer}.${parameter}`) continue;
    const column = typeof from === 'string' ? vocabulary.indexOf(from) : (from ?? 0);
    const first = blocks.indexOf(block) * units;
    for (let u = 0; u < units; u++)
      if (unit === undefined || unit === u) values[(first + u) * columns + column] = value;
  }
  return values;
}
