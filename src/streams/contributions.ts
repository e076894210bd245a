import type { EquationId } from '../nn/equation.ts';
import { opOf, type AttributesOf, type OpName } from '../nn/ops/table.ts';
import type { BackwardFrames, LayerOp } from '../nn/ops/op.ts';
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
    } else if (op.scope === 'layer') {
      this.writeLayer({ id, t }, { op, attributes, path, input, frames: frames.backward(consumer, at) });
    }
  }

  /** A layer's rule answers for all units at once: it is asked once a step. */
  private writeLayer({ id, t }: Place, work: LayerWork): void {
    const { path, op, input, frames, attributes } = work;
    const written = (this.written[id] ??= new Int32Array(this.graph.paths[id].length).fill(-1));
    if (written[path] === t) return;
    written[path] = t;
    const size = this.graph.sizes[id];
    op.backward(input, frames, this.frames.part(id, t).subarray(path * size, (path + 1) * size), attributes);
  }
}

interface LayerWork {
  readonly op: LayerOp<AttributesOf<OpName>>;
  readonly attributes: AttributesOf<OpName>;
  readonly path: number;
  readonly input: number;
  readonly frames: BackwardFrames;
}
