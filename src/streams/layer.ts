import { filter, map, merge, tap, type Observable } from 'rxjs';
import type { Equation } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';
import type { StepKey } from './events.ts';
import { onTap } from './on-tap.ts';
import { atStep, openings, type PassContext } from './pass-context.ts';
import { whenAll, type Ports } from './ports.ts';

interface LayerOptions {
  readonly equation: Equation;
  /** What announces the frames that it reads. */
  readonly reads: readonly Observable<StepKey>[];
}

/** A layer that computes at once: softmax, a loss, a value handed from scan to scan, and whatever is too wide. */
export function wholeLayer(context: PassContext, { equation, reads }: LayerOptions): Observable<StepKey> {
  const { id, layer } = equation;
  const { schedule, scheduler, log, batch } = context;
  const phase = layer === 'loss' ? 'loss' : 'forward';
  const all$ = whenAll(reads);
  const ready$ = opOf(equation.op).scope === 'batch' ? batch.meeting(`${id} forward`, all$) : all$;
  return ready$.pipe(
    onTap(scheduler, ({ t }) => schedule.tag(phase, id, { t, unit: -1 })),
    tap(({ t }) => computeLayer(context, equation, t)),
    tap((key) => log.addLayer(id, key)),
  );
}

function computeLayer({ frames, batch }: PassContext, equation: Equation, t: number): void {
  const { id, inputs: ids, attributes } = equation;
  const op = opOf(equation.op);
  const out = frames.value(id, t);
  switch (op.scope) {
    case 'layer':
      op.forward(frames.inputs(id, t), out, attributes);
      return;
    case 'unit': {
      const inputs = frames.inputs(id, t);
      for (let unit = 0; unit < out.length; unit++) out[unit] = op.forward(unit, inputs, attributes);
      return;
    }
    case 'time': {
      const [from] = ids;
      // `last` reads the last step; `first` hands over at its first step and is zero later
      if (equation.op === 'last') out.set(frames.value(from, frames.steps(from) - 1));
      else if (t === 0) out.set(frames.value(from, 0));
      return;
    }
    case 'batch':
      op.forward(batch.inputs(ids, t), out, attributes);
      return;
    case 'leaf':
      return;
    default:
      op satisfies never;
  }
}

/** What a value handed from scan to scan waits for. */
export function crossing(context: PassContext, { op, inputs, scan }: Equation, ports: Ports): Observable<StepKey> {
  const [from] = inputs;
  if (op === 'last') {
    const last = context.frames.steps(from) - 1;
    return ports.frame(from).pipe(
      filter(({ t }) => t === last),
      map((key) => atStep(key, 0)),
    );
  }
  const later = openings(context, { phase: 'forward', scan }).pipe(filter(({ t }) => t > 0));
  return merge(ports.frame(from), later);
}
