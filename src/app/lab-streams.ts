/** The streams of a lab's document, and the document that they make of it. */
import { network, type Network } from '../streams/network.ts';
import { changed, idsOf, type LabDocument } from './lab-document.ts';

/** With its pass fed and computed up to a position, or to its end. */
export function openPass(document: LabDocument, position: number): Network {
  const streams = network(document.spec, document.parameters);
  streams.connect();
  const { input, target } = idsOf(document);
  streams.feed({ input, target, optimizer: document.optimizer });
  streams.seek(position);
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
