import { bpttNotesLetters } from '../formula/bptt-letters.ts';
import { readTrace } from '../formula/convention.ts';
import type { WrittenTrace } from '../formula/names.ts';
import type { Trace } from '../nn/equation.ts';
import type { BpttReading } from './bptt-document.ts';
import { conventionOf, defaultView } from './lab-view.ts';

/**
 * A network as the BPTT screens write it. Norms and radii do not depend on it: a gate that is read as 1 − its own has
 * its weights read with the other sign, and the sign is lost in a norm.
 */
export function writtenFor(trace: Trace, { letters, update }: BpttReading): WrittenTrace {
  const view = { ...defaultView, ...(letters && { letters }), ...(update && { update }) };
  const { complemented } = conventionOf(view);
  return readTrace(trace, {
    ...(view.letters === 'notes' && { letters: bpttNotesLetters }),
    ...(complemented && { complemented }),
  }).trace;
}
