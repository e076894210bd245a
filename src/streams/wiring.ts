import type { Trace } from '../nn/equation.ts';
import type { ModelSpec } from '../nn/model.ts';
import { traceModel } from '../nn/trace-model.ts';
import { readGraph, type Graph } from './graph.ts';
import { PathMap } from './path-map.ts';
import { StepOrders } from './schedule.ts';

/** What is read off a network's equations, whatever its weights. */
export interface Wiring {
  readonly trace: Trace;
  readonly graph: Graph;
  readonly orders: StepOrders;
  readonly paths: PathMap;
}

interface Form {
  readonly masked: boolean;
  readonly training: boolean;
}

const known = new WeakMap<ModelSpec, Map<string, Wiring>>();

/**
 * Read once for a spec: each edit of a weight, and each next pass, is another network of the same one, made while a
 * finger waits. Throws ShapeError or SpecError at the layer that does not fit.
 */
export function wiringOf(spec: ModelSpec, form: Form): Wiring {
  const forms = known.get(spec) ?? new Map<string, Wiring>();
  known.set(spec, forms);
  const key = `${form.masked} ${form.training}`;
  const wiring = forms.get(key) ?? read(spec, form);
  forms.set(key, wiring);
  return wiring;
}

function read(spec: ModelSpec, form: Form): Wiring {
  const trace = traceModel(spec, form);
  const graph = readGraph(trace);
  const orders = new StepOrders(graph);
  return { trace, graph, orders, paths: new PathMap(graph, orders.reads) };
}
