import type { ParameterSpec, Trace } from './equation.ts';
import { initialize } from './initializers.ts';
import { sizeOf } from './shape.ts';

/** A parameter's place in the array of all parameters. */
export interface ParameterPlace extends ParameterSpec {
  /** Index of its first number. */
  readonly offset: number;
  readonly size: number;
}

/** All parameters one behind the other: first what is trained, then statistics, each in the trace's order. */
export interface ParameterLayout {
  readonly places: ReadonlyMap<string, ParameterPlace>;
  /** How many numbers are trained: gradients and optimizer slots have no more. */
  readonly trained: number;
  /** How many numbers there are in all. */
  readonly size: number;
}

/** Where each parameter stands in `TrainingState.parameters`; trained ones stand there in gradients and slots too. */
export function parameterLayout({ parameters }: Pick<Trace, 'parameters'>): ParameterLayout {
  const places = new Map<string, ParameterPlace>();
  let offset = 0;
  const place = (parameter: ParameterSpec): void => {
    const size = sizeOf(parameter.shape);
    places.set(parameter.name, { ...parameter, offset, size });
    offset += size;
  };
  parameters.filter(isTrained).forEach(place);
  const trained = offset;
  parameters.filter((parameter) => !isTrained(parameter)).forEach(place);
  return { places, trained, size: offset };
}

/** Statistics are measured; the optimizer, clipping and penalties leave them alone. */
export function isTrained({ kind }: Pick<ParameterSpec, 'kind'>): boolean {
  return kind !== 'statistic';
}

/** The seeded starting values of all parameters, laid out as `parameterLayout` says. */
export function initialParameters(trace: Pick<Trace, 'parameters'>, seed: number): Float32Array {
  const { places, size } = parameterLayout(trace);
  const values = new Float32Array(size);
  for (const place of places.values()) values.set(initialize(place, seed), place.offset);
  return values;
}
