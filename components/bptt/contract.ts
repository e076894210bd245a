import type { Observable } from 'rxjs';
import type { BpttDocument, BpttView, BpttWeight, TermPlace } from '../../src/app/bptt-document.ts';
import type { BpttMeasures, TaggedWord } from '../../src/app/bptt-measures.ts';
import type { BpttState } from '../../src/app/bptt-session.ts';
import type { Verdict } from '../../src/lessons/answer.ts';
import type { Tag } from '../../src/lessons/tagged-sentences.ts';

export type { BpttDocument, BpttMeasures, BpttState, BpttView, BpttWeight, Tag, TaggedWord, TermPlace, Verdict };

/** What the BPTT screen needs of its session (src/app/bptt-session.ts). */
export interface BpttControls {
  readonly state$: Observable<BpttState>;
  readonly limits: BpttLimits;
  /** The hash that restores exactly this state. */
  readonly address: string;
  edit(fields: Partial<BpttDocument>): void;
  /** A round of updates more. */
  train(): void;
  /** Back to what was opened. */
  reset(): void;
  /** The student's answer to the lesson's question. */
  check(text: string): Verdict;
}

export interface BpttLimits {
  readonly radius: { readonly least: number; readonly most: number; readonly step: number };
  readonly clips: readonly number[];
  /** What clipping and truncation begin with when they are switched on. */
  readonly clip: number;
  readonly truncate: number;
  readonly round: number;
  readonly mostUpdates: number;
  readonly sentences: readonly string[];
}

/** What one term is to the screen. */
export type TermKind =
  | 'term'
  /** Exactly 0. */
  | 'zero'
  /** Left out by truncation. */
  | 'cut'
  /** W_o acts at its own step alone: there is no such term. */
  | 'none';

export function termKind(
  { measures, document }: Pick<BpttState, 'measures' | 'document'>,
  { t, i }: TermPlace,
): TermKind {
  if (document.weight === 'o' && i < t) return 'none';
  if (t - i >= (document.truncate ?? Infinity)) return 'cut';
  return termNorm(measures, document.weight, { t, i }) === 0 ? 'zero' : 'term';
}

export function termNorm({ norms, steps }: BpttMeasures, weight: BpttWeight, { t, i }: TermPlace): number {
  return norms[weight][t * steps + i];
}

/** ‖∂E_t/∂s_i‖ */
export function arrivingNorm({ arriving, steps }: BpttMeasures, { t, i }: TermPlace): number {
  return arriving[t * steps + i];
}

declare global {
  interface HTMLElementEventMap {
    /** A term of the triangle was tapped, or a neighbour asked for. */
    'open-term': CustomEvent<TermPlace>;
  }
}

export function openTerm(from: HTMLElement, place: TermPlace): void {
  from.dispatchEvent(new CustomEvent('open-term', { detail: place, bubbles: true, composed: true }));
}
