/** The streams of a lab's document, and the document that they make of it. */
import { network, type Network } from '../streams/network.ts';
import { changed, idsOf, type LabDocument } from './lab-document.ts';

/** Where the student stands, whatever the equations: networks of one shape have the same steps, if not the same work in each. */
export interface Place {
  /** Among the network's steps. */
  readonly step: number;
  /** How much of its work is done, above 0 and at most 1. */
  readonly share: number;
}

/** Undefined before the first step. */
export function placeIn(streams: Network): Place | undefined {
  const { position } = streams.recorder;
  const step = streams.steps.findLastIndex((each) => each.position < position);
  if (step < 0) return undefined;
  const { from, to } = workOf(streams, step);
  return { step, share: (position - from) / (to - from) };
}

function positionOf(streams: Network, { step, share }: Place): number {
  const { from, to } = workOf(streams, step);
  return from + Math.round(share * (to - from));
}

/** Where the work of a step begins and ends. */
function workOf({ steps, total }: Network, step: number): { readonly from: number; readonly to: number } {
  return { from: steps[step]?.position ?? total, to: steps[step + 1]?.position ?? total };
}

/** With its pass fed and computed up to a position or a place. */
export function openPass(document: LabDocument, upTo: number | Place): Network {
  const streams = network(document.spec, document.parameters);
  streams.connect();
  const { input, target } = idsOf(document);
  streams.feed({ input, target, optimizer: document.optimizer });
  streams.seek(typeof upTo === 'number' ? upTo : positionOf(streams, upTo));
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
