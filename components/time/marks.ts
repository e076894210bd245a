import type { EquationId } from '../../src/nn/equation.ts';
import { sameReference, type Reference } from '../../src/formula/reference.ts';
import type { Tag } from '../../src/streams/events.ts';

export interface CellMarks {
  readonly isOpen: boolean;
  /** The open number came from it. */
  readonly isParent: boolean;
  /** It was computed last. */
  readonly isFresh: boolean;
  /** It comes next. */
  readonly isNext: boolean;
}

/** What is marked among the numbers on screen: the open one, those it came from, the one just computed, the next one. */
export class Marks {
  private readonly parents: ReadonlySet<string>;

  constructor(
    private readonly marked: {
      readonly open?: Reference;
      readonly parents?: readonly Reference[];
      readonly fresh?: Tag;
      readonly next?: Tag;
      readonly direction?: 'value' | 'gradient';
      /** The size of full colour, by equation; 1 where absent. */
      readonly scales?: ReadonlyMap<EquationId, number>;
    } = {},
  ) {
    // a gradient comes from hundreds of numbers, and each cell asks
    this.parents = new Set(marked.parents?.map(keyOf));
  }

  /** All marks of one number. */
  of(reference: Reference): CellMarks {
    return {
      isOpen: this.isOpen(reference),
      isParent: this.isParent(reference),
      isFresh: this.isFresh(reference),
      isNext: this.isNext(reference),
    };
  }

  isOpen(reference: Reference): boolean {
    return this.marked.open !== undefined && sameReference(this.marked.open, reference);
  }

  isParent(reference: Reference): boolean {
    return this.parents.size > 0 && this.parents.has(keyOf(reference));
  }

  isFresh(reference: Reference): boolean {
    return this.names(this.marked.fresh, reference);
  }

  /** A unit of −1 stands for any unit, or the whole layer. */
  isNext(reference: Reference): boolean {
    return this.names(this.marked.next, reference);
  }

  /** What a folded row shows of the marks, in one text: rows render anew when it changes. */
  get ofFolded(): string {
    const { open, scales } = this.marked;
    return `${open === undefined ? '' : keyOf(open)} ${this.parents.size} ${[...(scales?.values() ?? [])].join(' ')}`;
  }

  /** Whether something of this step comes next. */
  isNextStep(t: number): boolean {
    const { next } = this.marked;
    return next !== undefined && next.t === t && this.isMyPhase(next);
  }

  scale(equation: EquationId): number {
    return this.marked.scales?.get(equation) ?? 1;
  }

  private names(tag: Tag | undefined, reference: Reference): boolean {
    if (tag === undefined || (reference.kind !== 'value' && reference.kind !== 'gradient')) return false;
    if (!this.isMyPhase(tag) || tag.equation !== reference.equation || tag.t !== reference.t) return false;
    return reference.unit === -1 || tag.unit === reference.unit;
  }

  private isMyPhase({ phase }: Tag): boolean {
    return (this.marked.direction === 'gradient') === (phase === 'backward') && phase !== 'update';
  }
}

function keyOf(reference: Reference): string {
  if (reference.kind === 'value' || reference.kind === 'gradient') {
    return `${reference.kind} ${reference.equation} ${reference.unit} ${reference.t}`;
  }
  const t = reference.kind === 'share' ? ` ${reference.t}` : '';
  return `${reference.kind} ${reference.parameter} ${reference.index}${t}`;
}
