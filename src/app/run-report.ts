/** What a run's network gets right and wrong, measured on request in a worker of its own. */
import { encode } from '../datasets/text.ts';
import type { RunRecord } from '../store/schema.ts';
import type { EvaluateRequest, EvaluationReport } from '../train/protocol/evaluation.ts';
import { Trainer } from '../train/trainer.ts';
import type { NetworkAt } from './network-at.ts';

export interface RunReport {
  /** The run's id. */
  readonly run: string;
  /** Of the weights that were measured. */
  readonly step: number;
  /** `whole`: nothing is held back, so that it was measured on the text it learned from. */
  readonly part: EvaluateRequest['part'];
  readonly vocabulary: readonly string[];
  readonly report: EvaluationReport;
}

/** Characters with a row of their own: on a phone a row of the table holds so many, and one for the others. */
const CLASSES = 10;
/** As many as a run reads of its held-back text. */
const CHARACTERS = 8192;

/** Rejects with UnknownCharactersError for another text, or with the trainer's errors. */
export async function evaluateRun({
  record,
  network,
  text,
}: {
  readonly record: RunRecord;
  readonly network: NetworkAt;
  readonly text: string;
}): Promise<RunReport> {
  const { id, settings, vocabulary } = record;
  const part = settings.validation === undefined ? 'whole' : 'held-back';
  const trainer = new Trainer();
  try {
    const report = await trainer.evaluate({
      settings,
      data: { vocabulary, ids: encode(text, vocabulary) },
      parameters: network.parameters,
      part,
      most: CHARACTERS,
      classes: CLASSES,
    });
    return { run: id, step: network.step, part, vocabulary, report };
  } finally {
    trainer.dispose();
  }
}
