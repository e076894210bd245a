import type { ParameterSpec, Trace } from './equation.ts';
import { initialize } from './initializers.ts';
import { sizeOf } from './shape.ts';

/** A parameter's place in the array of all parameters. */
export interface ParameterPlace extends ParameterSpec {
  /** Index of its first number. */
  readonly offset: number;
  readonly size: number;
}

/** All parameters one behind the other, in the trace's order. */
export interface ParameterLayout {
  readonly places: ReadonlyMap<string, ParameterPlace>;
  /** How many numbers there are in all. */
  readonly size: number;
}

/** Where each parameter stands in `TrainingState.parameters`, in gradients and in optimizer slots. */
export function parameterLayout({ parameters }: Pick<Trace, 'parameters'>): ParameterLayout {
  const places = new Map<string, ParameterPlace>();
  let offset = 0;
  for (const parameter of parameters) {
    const size = sizeOf(parameter.shape);
    places.set(parameter.name, { ...parameter, offset, size });
    offset += size;
  }
  return { places, size: offset };
}

/** The seeded starting values of all parameters, laid out as `parameterLayout` says. */
export function initialParameters(trace: Pick<Trace, 'parameters'>, seed: number): Float32Array {
  const { places, size } = parameterLayout(trace);
  const values = new Float32Array(size);
  for (const place of places.values()) values.set(initialize(place, seed), place.offset);
  return values;
}
