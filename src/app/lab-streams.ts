/** The streams of a lab's document, and the document that they make of it. */
import type { Tag } from '../streams/events.ts';
import { network, type Network } from '../streams/network.ts';
import { changed, idsOf, type LabDocument } from './lab-document.ts';

/** A step of a phase: where the student stands, whatever the equations. */
export type Place = Pick<Tag, 'phase' | 't'>;

/** Of what was computed last; undefined before the first step. */
export function placeIn({ recorder }: Network): Place | undefined {
  const { last } = recorder;
  return last && { phase: last.phase, t: last.t };
}

/** Behind all the work of a place. */
function positionBehind({ steps, total }: Network, { phase, t }: Place): number {
  const at = steps.findLastIndex((step) => step.phase === phase && step.t === t);
  return at < 0 ? 0 : (steps[at + 1]?.position ?? total);
}

/** With its pass fed and computed up to a position, behind a place, or to its end. */
export function openPass(document: LabDocument, upTo: number | Place): Network {
  const streams = network(document.spec, document.parameters);
  streams.connect();
  const { input, target } = idsOf(document);
  streams.feed({ input, target, optimizer: document.optimizer });
  streams.seek(typeof upTo === 'number' ? upTo : positionBehind(streams, upTo));
  return streams;
}

/** Whether the pass has been through its update, wherever the cursor stands. */
export const isUpdated = ({ recorder, total }: Network): boolean => recorder.length === total;

/** The document with the weights that an update has made; as it is before there was one. */
export function committed(document: LabDocument, streams: Network): LabDocument {
  if (!isUpdated(streams)) return document;
  const parameters = Object.fromEntries(
    Object.entries(streams.parameters).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  return { ...changed(document, parameters), updates: document.updates + 1 };
}
