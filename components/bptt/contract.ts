import type { Observable } from 'rxjs';
import type { BpttDocument, BpttReading, BpttView, BpttWeight } from '../../src/app/bptt-document.ts';
import type { TermPlace, TermsLook } from '../../src/app/bptt-look.ts';
import type { BpttMeasures, TaggedWord } from '../../src/app/bptt-measures.ts';
import type { ReadCharacter } from '../../src/app/bptt-run-measures.ts';
import type { BpttRunState } from '../../src/app/bptt-run-session.ts';
import type { BpttState } from '../../src/app/bptt-session.ts';
import type { WrittenTrace } from '../../src/formula/names.ts';
import type { Verdict } from '../../src/lessons/answer.ts';
import type { Tag } from '../../src/lessons/tagged-sentences.ts';
import type { JacobianReach } from '../../src/nn/jacobian-norms.ts';
import type { Matrix } from '../../src/nn/matrix.ts';

export type {
  BpttDocument,
  BpttMeasures,
  BpttReading,
  BpttRunState,
  BpttState,
  BpttView,
  BpttWeight,
  ReadCharacter,
  Tag,
  TaggedWord,
  TermPlace,
  TermsLook,
  Verdict,
};

/** What the triangle, its sheet and the curves show: of the lesson's network, or of a trained run. */
export interface TermsState {
  readonly document: TermsDocument;
  readonly measures: TermsMeasures;
  /** The network in the letters in which it is read. */
  readonly written: WrittenTrace;
}

export interface TermsDocument extends Pick<BpttDocument, 'cell' | 'weight' | 'view' | 'truncate'>, TermsLook {
  /** Of the words. */
  readonly language: 'en' | 'zh';
}

/** As in `BpttMeasures`; what takes long to measure may be absent. */
export interface TermsMeasures extends Pick<BpttMeasures, 'steps' | 'norms' | 'arriving'> {
  readonly words: readonly { readonly word: string }[];
  readonly reach?: JacobianReach;
  /** Where they are small enough to be looked at. */
  readonly jacobians?: readonly Matrix[];
}

/** What the screen of a trained run needs of its session (src/app/bptt-run-session.ts). */
export interface BpttRunControls {
  readonly state$: Observable<BpttRunState>;
  readonly mostCharacters: number;
  readonly hasPassages: boolean;
  edit(fields: Partial<Pick<BpttDocument, 'weight' | 'view'> & BpttReading & TermsLook>): void;
  setText(text: string): void;
  letGo(): void;
  nextPassage(): void;
  dispose(): void;
}

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
  dispose(): void;
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

export function termKind({ measures, document }: TermsState, { t, i }: TermPlace): TermKind {
  if (document.weight === 'o' && i < t) return 'none';
  if (t - i >= (document.truncate ?? Infinity)) return 'cut';
  return termNorm(measures, document.weight, { t, i }) === 0 ? 'zero' : 'term';
}

export function termNorm({ norms, steps }: TermsMeasures, weight: BpttWeight, { t, i }: TermPlace): number {
  return norms[weight][t * steps + i];
}

/** ‖∂E_t/∂s_i‖ */
export function arrivingNorm({ arriving, steps }: TermsMeasures, { t, i }: TermPlace): number {
  return arriving[t * steps + i];
}

/** The norms of a state, h or c; where several layers have one, of the topmost. */
export function normsOf({ norms }: JacobianReach, state: 'h' | 'c'): Float64Array {
  const key = Object.keys(norms).findLast((each) => each === state || each.endsWith(`.${state}`));
  if (key === undefined) throw new Error(`expected norms of ${state}, got ${Object.keys(norms).join(', ')}`);
  return norms[key];
}

declare global {
  interface HTMLElementEventMap {
    /** Another term, or Jacobian, is looked at: a term of the triangle was tapped, a neighbour asked for. */
    'look-at': CustomEvent<TermsLook>;
  }
}

export function lookAt(from: HTMLElement, look: TermsLook): void {
  from.dispatchEvent(new CustomEvent('look-at', { detail: look, bubbles: true, composed: true }));
}

/** The number below the triangle is then that of the same term. */
export function openTerm(from: HTMLElement, place: TermPlace): void {
  lookAt(from, { open: place, looked: place });
}
