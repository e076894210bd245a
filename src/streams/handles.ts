import { concat, defer, filter, from, map, type Observable } from 'rxjs';
import type { EquationId, Trace } from '../nn/equation.ts';
import type { Activation, Frame, Gradient, ParameterUpdate, Share } from './events.ts';
import type { Graph } from './graph.ts';
import type { PassRecord } from './pass-record.ts';
import type { Recorder } from './recorder.ts';

/** What the handles read. */
export interface Source {
  readonly graph: Graph;
  readonly recorder: Recorder;
}

/** Replays what is recorded of the present pass, up to its end, then goes on live through this pass and later ones. */
function replayed<T>(
  { recorder }: Source,
  past: (record: PassRecord) => readonly T[],
  live$: Observable<T>,
): Observable<T> {
  return defer(() => {
    const record = recorder.record;
    return record === undefined ? live$ : concat(from(past(record)), live$);
  });
}

/** Every step of an equation, in the order of the direction; what is not there is left out. */
function steps<T>(
  record: PassRecord,
  { id, isBackward }: { id: EquationId; isBackward: boolean },
  read: (t: number) => T | undefined,
): T[] {
  const times = Array.from({ length: record.steps(id) }, (_, t) => t);
  return (isBackward ? times.reverse() : times).flatMap((t) => read(t) ?? []);
}

/** One unit of a value: a neuron. */
export class UnitHandle {
  /** The unit's values, step by step. */
  readonly activation$: Observable<Activation>;
  /** ∂L/∂(unit), from the last step to the first. */
  readonly gradient$: Observable<Gradient>;

  constructor(source: Source, id: EquationId, unit: number) {
    const { recorder, graph } = source;
    const isMine = (event: { equation: EquationId; unit: number }) => event.equation === id && event.unit === unit;
    const whole = <T>(
      direction: Frame['direction'],
      read: (record: PassRecord, t: number) => T | undefined,
    ): Observable<T> =>
      frames(source, id, direction).pipe(
        map(({ t }) => recorder.record && read(recorder.record, t)),
        filter((event) => event !== undefined),
      );
    const activation = (record: PassRecord, t: number) => record.activation(recorder.length, id, { unit, t });
    const gradient = (record: PassRecord, t: number) => record.gradientEvent(recorder.length, id, { unit, t });
    this.activation$ = replayed(
      source,
      (record) => steps(record, { id, isBackward: false }, (t) => activation(record, t)),
      graph.isWhole[id] ? whole('activation', activation) : recorder.activation$.pipe(filter((event) => isMine(event))),
    );
    this.gradient$ = replayed(
      source,
      (record) => steps(record, { id, isBackward: true }, (t) => gradient(record, t)),
      graph.isWhole[id] ? whole('gradient', gradient) : recorder.gradient$.pipe(filter((event) => isMine(event))),
    );
  }
}

const frames = ({ recorder }: Source, id: EquationId, direction: Frame['direction']): Observable<Frame> =>
  recorder.frame$.pipe(filter((frame) => frame.equation === id && frame.direction === direction));

/** A named value of a layer: all its units. */
export class ValueHandle {
  /** All units at once, step by step. */
  readonly frame$: Observable<Frame>;
  readonly gradientFrame$: Observable<Frame>;

  constructor(
    private readonly source: Source,
    readonly equation: EquationId,
  ) {
    const { recorder } = source;
    const id = equation;
    this.frame$ = replayed(
      source,
      (record) => steps(record, { id, isBackward: false }, (t) => record.frame(recorder.length, id, t)),
      frames(source, id, 'activation'),
    );
    this.gradientFrame$ = replayed(
      source,
      (record) => steps(record, { id, isBackward: true }, (t) => record.gradientFrame(recorder.length, id, t)),
      frames(source, id, 'gradient'),
    );
  }

  /** Throws RangeError where there is no such unit. */
  unit(k: number): UnitHandle {
    const size = this.source.graph.sizes[this.equation];
    if (!Number.isInteger(k) || k < 0 || k >= size) {
      const { layer, name } = this.source.graph.trace.equations[this.equation];
      throw new RangeError(`${layer}${name === undefined ? '' : `.${name}`}: expected a unit below ${size}, got ${k}`);
    }
    return new UnitHandle(this.source, this.equation, k);
  }
}

/** A layer: its output, and its other values by name. */
export class LayerHandle {
  readonly output: ValueHandle;

  constructor(
    private readonly source: Source,
    readonly name: string,
  ) {
    const found = source.graph.trace.layers.find((layer) => layer.name === name);
    if (found === undefined) throw new Error(`no layer "${name}"; there are ${layerNames(source.graph.trace)}`);
    this.output = new ValueHandle(source, found.output);
  }

  /** Names that `value` knows. */
  get values(): readonly string[] {
    const prefix = `${this.name}.`;
    const names = Object.keys(this.source.graph.trace.values);
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }

  get frame$(): Observable<Frame> {
    return this.output.frame$;
  }

  get gradientFrame$(): Observable<Frame> {
    return this.output.gradientFrame$;
  }

  unit(k: number): UnitHandle {
    return this.output.unit(k);
  }

  value(name: string): ValueHandle {
    const id = this.source.graph.trace.values[`${this.name}.${name}`];
    if (id === undefined) throw new Error(`${this.name}: no value "${name}"; it has ${this.values.join(', ')}`);
    return new ValueHandle(this.source, id);
  }
}

const layerNames = ({ layers }: Trace): string => layers.map(({ name }) => name).join(', ');

/** A trained tensor. */
export class ParameterHandle {
  /** Each step's share of ∂L/∂(parameter) and the running total, from the last step to the first. */
  readonly share$: Observable<Share>;
  readonly update$: Observable<ParameterUpdate>;

  constructor(source: Source, name: string) {
    const { recorder, graph } = source;
    const { equations } = graph.trace;
    const found = equations.find((each) => each.op === 'parameter' && each.attributes.parameter === name);
    if (found === undefined) {
      throw new Error(
        `no parameter "${name}"; there are ${graph.trace.parameters.map((each) => each.name).join(', ')}`,
      );
    }
    const { id } = found;
    this.share$ = replayed(
      source,
      (record) => record.shares(recorder.length, id),
      recorder.share$.pipe(filter(({ parameter }) => parameter === name)),
    );
    this.update$ = replayed(
      source,
      (record) => [record.update(recorder.length, id)].flatMap((update) => update ?? []),
      recorder.update$.pipe(filter(({ parameter }) => parameter === name)),
    );
  }
}
