import type { EquationId } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';
import type { Batch } from './batch.ts';
import type { GradientSource } from './events.ts';
import type { Frames } from './frames.ts';
import type { Graph } from './graph.ts';
import type { PathMap } from './path-map.ts';

interface Place {
  readonly id: EquationId;
  readonly t: number;
}

/** What one unit's gradient is made of, computed from the gradients of what reads it, by each op's own backward rule. */
export class Contributions {
  /** By equation and path: the step whose whole frame a layer's rule has written last. */
  private readonly written: Int32Array[] = [];

  constructor(
    private readonly graph: Graph,
    private readonly frames: Frames,
    private readonly paths: PathMap,
    private readonly sample: Sample,
  ) {}

  /** Writes the parts and their sum; returns the sum, ∂L/∂(unit). */
  compute({ id, t }: Place, unit: number): number {
    const { graph, frames, paths } = this;
    const parts = frames.part(id, t);
    const size = graph.sizes[id];
    let sum = 0;
    for (const path of paths.relevant(id, unit)) {
      const at = frames.readAt(id, graph.paths[id][path], t);
      if (at < 0) continue;
      const place = path * size + unit;
      this.write({ id, t }, { path, unit, at, place });
      sum += parts[place];
    }
    frames.gradient(id, t)[unit] = sum;
    return sum;
  }

  /** The parts as they were computed; their values sum to the gradient. */
  sources({ id, t }: Place, unit: number): GradientSource[] {
    const { graph, frames, paths } = this;
    const parts = frames.part(id, t);
    return paths.relevant(id, unit).flatMap((path) => {
      const { kind, consumer, input } = graph.paths[id][path];
      const at = frames.readAt(id, graph.paths[id][path], t);
      return at < 0 ? [] : [{ kind, equation: consumer, t: at, input, value: parts[path * graph.sizes[id] + unit] }];
    });
  }

  private write({ id, t }: Place, step: { path: number; unit: number; at: number; place: number }): void {
    const { graph, frames } = this;
    const { path, unit, at, place } = step;
    const { consumer, input, via } = graph.paths[id][path];
    const parts = frames.part(id, t);
    const gradient = frames.gradient(consumer, at);
    if (via !== 'same-step') {
      parts[place] = gradient[unit];
      return;
    }
    const { op: name, attributes } = graph.trace.equations[consumer];
    const op = opOf(name);
    if (op.scope === 'unit') {
      parts[place] = op.backward(input, unit, frames.backward(consumer, at), attributes);
    } else this.writeWhole({ id, t }, { consumer, path, input });
  }

  /** A layer's or a batch's rule answers for all units at once: it is asked once a step. */
  private writeWhole({ id, t }: Place, { consumer, path, input }: WholeWork): void {
    const written = (this.written[id] ??= new Int32Array(this.graph.paths[id].length).fill(-1));
    if (written[path] === t) return;
    written[path] = t;
    const size = this.graph.sizes[id];
    const out = this.frames.part(id, t).subarray(path * size, (path + 1) * size);
    const { op: name, attributes, inputs } = this.graph.trace.equations[consumer];
    const op = opOf(name);
    if (op.scope === 'layer') op.backward(input, this.frames.backward(consumer, t), out, attributes);
    if (op.scope !== 'batch') return;
    const { batch, place } = this.sample;
    // the other samples' own passes ask for theirs
    const outs = Array.from({ length: batch.size }, (_, n) => (n === place ? out : new Float64Array(0)));
    op.backward(input, batch.backward(consumer, { inputs, t }), outs, attributes);
  }
}

/** Which of a batch's samples a pass is. */
interface Sample {
  readonly batch: Batch;
  readonly place: number;
}

interface WholeWork {
  readonly consumer: EquationId;
  readonly path: number;
  readonly input: number;
}
