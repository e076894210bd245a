import { StepBuilder } from './builder.ts';
import { SpecError } from './cells/fields.ts';
import { cellOf, type LayerSpec } from './cells/registry.ts';
import { STATIC, type EquationId, type ParameterSpec, type Trace, type TracedLayer } from './equation.ts';
import type { EncoderDecoderSpec, ModelSpec, OneToManySpec, StackSpec } from './model.ts';
import type { Shape } from './shape.ts';
import { TraceBuilder } from './trace.ts';

interface Options {
  /** Whether sequences end at different steps: states are then kept where the mask is 0. */
  readonly masked?: boolean;
  /** Whether dropout drops and batch norm measures its batch; yes unless said. */
  readonly training?: boolean;
}

/** Writes a whole network as equations. Throws ShapeError or SpecError at the layer that does not fit. */
export function traceModel(spec: ModelSpec, options: Options = {}): Trace {
  return new ModelTracer(spec, options).trace();
}

interface Reached {
  readonly value: EquationId;
  readonly scan: number;
}

class ModelTracer {
  private readonly builder: TraceBuilder;
  private readonly parameters: ParameterSpec[] = [];
  private readonly layers: TracedLayer[] = [];

  constructor(
    private readonly spec: ModelSpec,
    private readonly options: Options,
  ) {
    this.builder = new TraceBuilder(options.training ?? true);
  }

  trace(): Trace {
    const { value, scan } = this.body();
    const { builder, parameters, layers } = this;
    const loss = this.loss(value, scan);
    return {
      equations: builder.equations,
      scans: builder.scans,
      states: builder.states,
      parameters,
      layers,
      statistics: builder.statistics,
      values: this.values(),
      output: value,
      loss,
    };
  }

  private body(): Reached {
    switch (this.spec.shape) {
      case 'stack':
        return this.stack(this.spec);
      case 'one-to-many':
        return this.oneToMany(this.spec);
      case 'encoder-decoder':
        return this.encoderDecoder(this.spec);
      default:
        return this.spec satisfies never;
    }
  }

  private stack({ input, layers }: StackSpec): Reached {
    const scan = this.reading(input.sequence ? 'input' : 'once');
    return this.layersFrom(layers, { value: this.input(scan), scan });
  }

  /** The scan that reads the input, masked if its sequences end at different steps. */
  private reading(length: 'input' | 'once'): number {
    const { builder } = this;
    const scan = builder.scan(length);
    if (this.options.masked) {
      const attributes = { shape: [] };
      builder.masks.set(scan, builder.add({ op: 'mask', inputs: [], attributes, layer: 'input', scan }));
    }
    return scan;
  }

  /** The first step reads the input, every later one the output of the step before. */
  private oneToMany({ layers }: OneToManySpec): Reached {
    const given = this.input(this.builder.scan('once'));
    const scan = this.builder.scan('output');
    const { shape } = this.builder.equation(given);
    const feedback = this.builder.previous({ layer: 'feedback', scan, name: 'feedback', shape, initial: given });
    const reached = this.outputs(layers, { value: feedback, scan }, 'layers');
    this.builder.next({ layer: 'feedback', name: 'feedback', value: reached.value });
    return reached;
  }

  private encoderDecoder({ encoder, decoder, code, start }: EncoderDecoderSpec): Reached {
    const { builder } = this;
    const reading = this.reading('input');
    this.layersFrom(encoder, { value: this.input(reading), scan: reading });
    const between = builder.scan('once');
    const writing = builder.scan('output');
    const decoding = { layer: 'code', scan: writing };
    const h = this.code('h', { reading, between });
    if (h === undefined) throw new SpecError('encoder', 'a recurrent layer, whose last state is the code', undefined);
    if (code === 'first-input') {
      const value = builder.add({ op: 'first', inputs: [h], attributes: {}, ...decoding });
      return this.outputs(decoder, { value, scan: writing }, 'decoder');
    }
    const handed = new Map<string, EquationId | undefined>([
      ['h', h],
      ['c', this.code('c', { reading, between })],
    ]);
    const attributes = { shape: [], source: 'teacher', start } as const;
    const value = builder.add({ op: 'id', inputs: [], attributes, ...decoding });
    const before = builder.states.length;
    const reached = this.outputs(decoder, { value, scan: writing }, 'decoder');
    // the code starts the decoder's first cell
    const first = builder.states[before]?.layer;
    if (first === undefined) throw new SpecError('decoder', 'a recurrent layer, which the code starts', undefined);
    for (const state of builder.states.slice(before)) {
      if (state.layer === first) builder.start(state, handed.get(state.name));
    }
    return reached;
  }

  /** The last value of a state of the encoder's last layer that has any, whatever states layers before it have. */
  private code(name: string, { reading, between }: { reading: number; between: number }): EquationId | undefined {
    const { builder } = this;
    const encoded = builder.states.filter((each) => each.scan === reading);
    const state = encoded.find((each) => each.layer === encoded.at(-1)?.layer && each.name === name);
    if (state === undefined) return undefined;
    return builder.add({ op: 'last', inputs: [state.next], attributes: {}, layer: state.layer, scan: between });
  }

  private input(scan: number): EquationId {
    const { kind, shape } = this.spec.input;
    const attributes = { shape, source: 'input' } as const;
    return this.builder.add({ op: kind === 'ids' ? 'id' : 'input', inputs: [], attributes, layer: 'input', scan });
  }

  /** Layers that write an output at each step. */
  private outputs(layers: readonly LayerSpec[], from: Reached, place: string): Reached {
    const reached = this.layersFrom(layers, from);
    if (reached.scan !== from.scan) throw new SpecError(place, 'an output at each step', 'returns: last');
    return reached;
  }

  private layersFrom(layers: readonly LayerSpec[], from: Reached): Reached {
    return layers.reduce((reached, layer) => this.layer(layer, reached), from);
  }

  private layer(layer: LayerSpec, { value: x, scan }: Reached): Reached {
    const { builder } = this;
    const cell = cellOf(layer.type);
    const parameters = this.declare(layer, builder.equation(x).shape);
    const build = new StepBuilder({ trace: builder, layer: layer.name, scan, x: { id: x }, parameters });
    let { id: value } = cell.equations(layer, build);
    let reached = scan;
    if ('returns' in layer && layer.returns === 'last' && builder.scans[scan].length !== 'once') {
      reached = builder.scan('once');
      value = builder.add({ op: 'last', inputs: [value], attributes: {}, layer: layer.name, scan: reached });
    }
    this.layers.push({ name: layer.name, type: layer.type, output: value });
    return { value, scan: reached };
  }

  private declare(layer: LayerSpec, input: Shape): Map<string, EquationId> {
    const ids = new Map<string, EquationId>();
    for (const parameter of cellOf(layer.type).parameters(layer, input, layer.name)) {
      const name = `${layer.name}.${parameter.name}`;
      const attributes = { shape: parameter.shape, parameter: name };
      this.parameters.push({ ...parameter, name, layer: layer.name });
      ids.set(
        parameter.name,
        this.builder.add({ op: 'parameter', inputs: [], attributes, layer: layer.name, scan: STATIC }),
      );
    }
    return ids;
  }

  private loss(output: EquationId, scan: number): EquationId {
    const { type } = this.spec.loss;
    const shape = type === 'cross-entropy' ? [] : this.builder.equation(output).shape;
    const target = this.builder.add({ op: 'target', inputs: [], attributes: { shape }, layer: 'loss', scan });
    return this.builder.add({ op: type, inputs: [output, target], attributes: {}, layer: 'loss', scan });
  }

  private values(): Record<string, EquationId> {
    const named = this.builder.equations.filter(({ name }) => name !== undefined);
    return Object.fromEntries([
      ...named.map(({ layer, name, id }) => [`${layer}.${name}`, id] as const),
      ...this.layers.map(({ name, output }) => [name, output] as const),
    ]);
  }
}
