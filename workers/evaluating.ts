import type { EvaluateRequest, EvaluationReport } from '../src/train/protocol/evaluation.ts';
import { checkCharacters } from './characters.ts';
import { Confusions } from './confusions.ts';
import { splitText } from './held-back.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { LabelledValidation } from './labelled-validation.ts';
import { splitExamples } from './labelled.ts';
import { PlanError } from './plan/errors.ts';
import { StateError } from './state.ts';
import { Tally } from './tally.ts';
import { TextValidation, type Validation } from './validation.ts';

/**
 * Measures a network on a part of its data, one forward run a turn. Throws what `Training` throws, and StateError for
 * parameters of another network.
 */
export function* evaluating(request: EvaluateRequest, kernels: KernelSet): Generator<void, EvaluationReport> {
  const { parameters, classes } = request;
  if (request.part === 'held-back' && request.settings.validation === undefined) {
    throw new PlanError('settings.validation', 'expected a held-back part, got none');
  }
  const validation = validationOf(request, kernels);
  const { plan } = validation;
  if (parameters.length !== plan.parameters.width) {
    throw new StateError('parameters', plan.parameters.width, parameters.length);
  }
  const output = plan.values.get(plan.trace.output);
  const confusions = new Confusions(output?.width ?? 0);
  const tally = new Tally(confusions);
  yield* validation.passes(parameters, tally);
  const { count, nats, hits, hitsOfFive } = tally;
  const loss = nats / count;
  return {
    count,
    loss,
    perplexity: Math.exp(loss),
    accuracy: hits / count,
    accuracyOfFive: hitsOfFive / count,
    ...confusions.report(classes),
  };
}

function validationOf({ settings, data, part, most }: EvaluateRequest, kernels: KernelSet): Validation {
  const wanted = most ?? Infinity;
  if ('labels' in data) {
    const validation = part === 'whole' ? undefined : settings.validation;
    const { training, heldBack } = splitExamples(data.labels.length, { ...settings, validation });
    const examples = (part === 'whole' ? training : heldBack).subarray(0, wanted);
    return new LabelledValidation(settings, { data, examples }, kernels);
  }
  const ids = part === 'whole' ? data.ids : splitText(data.ids, settings).heldBack;
  const validation = new TextValidation(settings, { ids, most: wanted }, kernels);
  checkCharacters(validation.plan.trace, data);
  return validation;
}
