import { msg, str } from '@lit/localize';
import type { ValueRole } from '../../src/nn/cells/cell.ts';
import { valueName } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { formatNumber } from '../controls/number-format.ts';
import { nameSymbol } from '../formula/label.ts';
import { choiceLabel } from '../lab/choice-names.ts';
import type { LabPass } from '../lab/lab-pass.ts';

/** The step and the unit that the lessons ask about, from 0: the first step whose past is not empty. */
export const ASKED = { t: 1, unit: 0 } as const;

/** One thing to compute by hand, from numbers on the screen. */
export interface LessonQuestion {
  readonly text: string;
  /** How to go about it. */
  readonly hint: string;
}

/** Undefined as long as the numbers that it starts from are not all computed. */
export function lessonQuestion(pass: LabPass): LessonQuestion | undefined {
  const numbers = new Numbers(pass);
  if (!numbers.areGiven) return undefined;
  if (numbers.has('cell-state')) return cellState(numbers);
  return numbers.has('update-gate') ? mixedState(numbers) : activated(numbers);
}

/** Where all that the question gives is computed, and what it asks for is not. Undefined where the text is too short. */
export function askedPosition(pass: LabPass): number | undefined {
  return new Numbers(pass).position;
}

/** What the streams compute; where they have not come so far, they go there and back, so that nothing is given away. */
export function answerOf(pass: LabPass): number {
  const { network, position } = pass;
  const numbers = new Numbers(pass);
  if (numbers.answer === undefined) network.seek(numbers.end);
  const answer = numbers.answer ?? NaN;
  network.seek(position);
  return answer;
}

function cellState(numbers: Numbers): LessonQuestion {
  const { step } = numbers;
  const [f, i, g, c] = (['forget-gate', 'input-gate', 'candidate', 'cell-state'] as const).map((role) =>
    numbers.letter(role),
  );
  const given = [numbers.equals('forget-gate'), numbers.equals('input-gate'), numbers.equals('candidate')].join(', ');
  const before = numbers.before('cell-state');
  return {
    text: msg(str`Unit 1 at step ${step}: ${given}, and the old ${c} is ${before}. What is the new ${c}?`, {
      id: 'lesson.ask-cell',
    }),
    hint: msg(str`Multiply ${f} by the old ${c}, then add ${i} times ${g}.`, { id: 'lesson.hint-cell' }),
  };
}

function mixedState(numbers: Numbers): LessonQuestion {
  const { step, isKept } = numbers;
  const [z, n, h] = (['update-gate', 'candidate', 'hidden-state'] as const).map((role) => numbers.letter(role));
  const given = [numbers.equals('update-gate'), numbers.equals('candidate')].join(', ');
  const before = numbers.before('hidden-state');
  return {
    text: msg(str`Unit 1 at step ${step}: ${given}, and the old ${h} is ${before}. What is the new ${h}?`, {
      id: 'lesson.ask-cell',
    }),
    hint: isKept
      ? msg(str`Multiply ${z} by the old ${h}, then add 1 − ${z} times ${n}.`, { id: 'lesson.hint-kept' })
      : msg(str`Multiply 1 − ${z} by the old ${h}, then add ${z} times ${n}.`, { id: 'lesson.hint-new' }),
  };
}

function activated(numbers: Numbers): LessonQuestion {
  const { step, activation } = numbers;
  const name = choiceLabel(activation);
  const h = numbers.letter('hidden-state');
  const sum = numbers.equals('preactivation');
  return {
    text: msg(
      str`Unit 1 at step ${step}: input, old state and bias sum to ${sum}. The activation is ${name}. What is ${h}?`,
      {
        id: 'lesson.ask-activation',
      },
    ),
    hint:
      {
        tanh: msg('tanh(a) = (e^a − e^−a) / (e^a + e^−a): close to a for small a, and never beyond ±1.', {
          id: 'lesson.hint-tanh',
        }),
        sigmoid: msg('σ(a) = 1 / (1 + e^−a): ½ at 0, and always between 0 and 1.', { id: 'lesson.hint-sigmoid' }),
      }[activation] ??
      msg('ReLU leaves a positive number as it is, and makes a negative one 0.', { id: 'lesson.hint-relu' }),
  };
}

/** Three decimals: enough for a product of two to come out right. */
const write = (value: number | undefined): string => formatNumber(value ?? NaN, 3);

/** The asked unit's numbers, by what they are. */
class Numbers {
  constructor(private readonly pass: LabPass) {}

  get step(): number {
    return ASKED.t + 1;
  }

  get areGiven(): boolean {
    const { position } = this;
    return position !== undefined && this.pass.position >= position;
  }

  get answer(): number | undefined {
    return this.value(this.asked, ASKED.t);
  }

  /** Behind the last given number before the asked one. */
  get position(): number | undefined {
    const given = this.given.map((role) => this.column(role)?.equation);
    const asked = this.place(
      ({ equation, unit }) => equation === this.column(this.asked)?.equation && unit === ASKED.unit,
    );
    return asked && this.place(({ equation }) => given.includes(equation), asked);
  }

  /** Where the asked step's forward work is done. */
  get end(): number {
    return this.bounds[1];
  }

  /** Whether the update gate is read as the share of the old state. */
  get isKept(): boolean {
    const column = this.column('update-gate');
    return column !== undefined && this.pass.reading.isComplemented(column.equation);
  }

  get activation(): string {
    const column = this.column('hidden-state');
    return column === undefined ? '' : this.pass.trace.equations[column.equation].op;
  }

  has(role: ValueRole): boolean {
    return this.column(role) !== undefined;
  }

  letter(role: ValueRole): string {
    const column = this.column(role);
    return column === undefined ? '' : nameSymbol(valueName(this.pass.trace, column.equation));
  }

  /** `f = 0.923` */
  equals(role: ValueRole): string {
    return `${this.letter(role)} = ${write(this.value(role, ASKED.t))}`;
  }

  before(role: ValueRole): string {
    return write(this.value(role, ASKED.t - 1));
  }

  private get asked(): ValueRole {
    return this.has('cell-state') ? 'cell-state' : 'hidden-state';
  }

  private get given(): readonly ValueRole[] {
    if (this.has('cell-state')) return ['forget-gate', 'input-gate', 'candidate'];
    return this.has('update-gate') ? ['update-gate', 'candidate'] : ['preactivation'];
  }

  /** Where the asked step's forward work begins and ends. */
  private get bounds(): readonly [number, number] {
    const { steps, total } = this.pass.network;
    const n = steps.findIndex(({ phase, t }) => phase === 'forward' && t === ASKED.t);
    return n < 0 ? [0, 0] : [steps[n].position, steps[n + 1]?.position ?? total];
  }

  /** Behind the last piece of the step's work that fits, before a position; undefined where there is none. */
  private place(fits: (tag: Tag) => boolean, before = this.end): number | undefined {
    const { network } = this.pass;
    for (let position = before; position > this.bounds[0]; position--) {
      const tag = network.tagAt(position - 1);
      if (tag !== undefined && fits(tag)) return position;
    }
    return undefined;
  }

  private value(role: ValueRole, t: number): number | undefined {
    const column = this.column(role);
    return column && this.pass.value(column.equation, ASKED.unit, t);
  }

  private column(role: ValueRole) {
    return this.pass.columns.columns.find(({ style }) => style.role === role);
  }
}
