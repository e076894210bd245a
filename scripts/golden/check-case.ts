import { entryError, relativeError, stepwiseError, type Deviation } from './compare.ts';
import type { Engine, EngineResult, GoldenCase, Parts, Tensors } from './engine.ts';

/** Norms and vanishing gradients are compared entry by entry (goldens/README.md). */
const ENTRY_TOLERANCE = 1e-3;

/** Runs one case on one engine; every expected tensor gives a deviation. Throws Skip. */
export function checkCase(engine: Engine, golden: GoldenCase): Deviation[] {
  const result = engine.run(golden);
  return [...scalars(engine, golden, result), ...tensors(engine, golden, result), ...trainings(engine, golden)];
}

type Named = Readonly<Record<string, ArrayLike<number>>>;

function scalars({ tolerance }: Engine, { expected }: GoldenCase, result: EngineResult): Deviation[] {
  const pairs = [['loss', result.loss, expected.loss] as const];
  const total =
    expected.total_loss === undefined ? [] : [['total_loss', result.total_loss, expected.total_loss] as const];
  return [...pairs, ...total].map(([where, got, wanted]) => ({
    where,
    tolerance,
    error: relativeError([got], [wanted]),
  }));
}

function tensors(engine: Engine, golden: GoldenCase, result: EngineResult): Deviation[] {
  const { tolerance } = engine;
  const { expected } = golden;
  const group = grouping(tolerance);
  return [
    { where: 'output', error: relativeError(result.output, expected.output.data), tolerance },
    ...group('values', result.values, expected.values),
    ...group('gradients', result.gradients, expected.gradients),
    ...group('state_gradients', result.state_gradients, expected.state_gradients),
    ...group('updated', result.updated, expected.updated),
    ...group('last_loss_contributions', result.last_loss_contributions, expected.last_loss_contributions),
    ...group('contribution_norms', result.contribution_norms, expected.contribution_norms, true),
    ...(result.byKernels === undefined ? [] : byKernels(engine, golden, result.byKernels)),
    ...group('jacobian_norms', result.jacobian_norms, expected.jacobian_norms, true),
    ...inputGradient(engine, golden, result),
  ];
}

type Group = (name: string, got: Named | undefined, wanted: Tensors, entries?: boolean) => Deviation[];

function grouping(tolerance: number): Group {
  return (name, got, wanted, entries = false) =>
    Object.entries(wanted).map(([key, { data }]) => {
      const found = got?.[key];
      const error = found === undefined ? Infinity : (entries ? entryError : relativeError)(found, data);
      return { where: `${name} ${key}`, error, tolerance: entries ? ENTRY_TOLERANCE : tolerance };
    });
}

/** Those parts that backward kernels made. */
function byKernels({ tolerance }: Engine, { expected }: GoldenCase, parts: Parts): Deviation[] {
  const group = grouping(tolerance);
  const made = (wanted: Tensors, got: Named): Tensors =>
    Object.fromEntries(Object.entries(wanted).filter(([name]) => got[name] !== undefined));
  const { last_loss_contributions: last, contribution_norms: norms } = parts;
  return [
    ...group('last_loss_contributions by kernels', last, made(expected.last_loss_contributions, last)),
    ...group('contribution_norms by kernels', norms, made(expected.contribution_norms, norms), true),
  ];
}

function inputGradient(
  { tolerance }: Engine,
  { expected, hasRecurrence }: GoldenCase,
  result: EngineResult,
): Deviation[] {
  const wanted = expected.input_gradient;
  if (wanted === undefined) return [];
  const where = 'input_gradient';
  const got = result.input_gradient;
  if (got === undefined) return [{ where, error: Infinity, tolerance }];
  return hasRecurrence && wanted.shape.length === 3
    ? [{ where: `${where} by step`, error: stepwiseError(got, wanted.data, wanted.shape), tolerance: ENTRY_TOLERANCE }]
    : [{ where, error: relativeError(got, wanted.data), tolerance }];
}

function trainings(engine: Engine, golden: GoldenCase): Deviation[] {
  const { tolerance } = engine;
  return golden.expected.training.flatMap(({ optimizer, steps, losses, parameters }) => {
    const got = engine.train(golden, { optimizer, steps });
    const clip = optimizer.clip_norm === undefined ? '' : ' clipped';
    const place = `training ${optimizer.type}${clip}`;
    return [
      { where: `${place} losses`, error: relativeError(got.losses, losses), tolerance },
      ...Object.entries(parameters).map(([name, { data }]) => {
        const found = got.parameters[name];
        return { where: `${place} ${name}`, error: found ? relativeError(found, data) : Infinity, tolerance };
      }),
    ];
  });
}
