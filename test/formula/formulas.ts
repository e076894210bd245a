import type { ModelSpec } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { gradientTex, parameterGradientTex, valueTex } from '../../src/formula/tex.ts';

/** Every formula the app can show of a network, by what it is of. */
export function formulasOf(spec: ModelSpec): Record<string, string> {
  const trace = traceModel(spec);
  const named = trace.equations.filter(({ name, id }) => name !== undefined || id === trace.loss);
  const values = named.map(({ id, layer, name = 'E' }) => [`${layer}.${name}`, valueTex(trace, id)] as const);
  const gradients = named.map(({ id, layer, name = 'E' }) => [`∂ ${layer}.${name}`, gradientTex(trace, id)] as const);
  const parameters = trace.parameters.flatMap(({ name, blocks = [''] }) =>
    blocks.map(
      (block) => [`∂ ${name} ${block}`.trim(), parameterGradientTex(trace, name, block || undefined)] as const,
    ),
  );
  return Object.fromEntries([...values, ...gradients, ...parameters]);
}
