import type { RecurrentCell } from './recurrent-cells.ts';

/** One or several numbers set by hand. */
export interface Setting {
  readonly parameter: 'weight_x' | 'weight_h' | 'bias';
  /** The gate; absent for a cell without gates. */
  readonly block?: string;
  /** The unit whose row it is, from 0; absent: every unit. */
  readonly unit?: number;
  /** Of `weight_x`: the character it reads. Of `weight_h`: the unit it reads, from 0. */
  readonly from?: string | number;
  readonly value: number;
}

/** Weights set by hand so that a cell shows one thing. All weights and biases of the cell that are not named are 0. */
export interface Preset {
  readonly id: PresetId;
  readonly cell: RecurrentCell;
  readonly text: string;
  readonly units: number;
  /** Fields of the cell that it is about: its activation, its candidate. What it does not name stays as it is chosen. */
  readonly layer: Readonly<Record<string, string>>;
  readonly settings: readonly Setting[];
}

export type PresetId =
  | 'rnn-memories'
  | 'rnn-forgetful'
  | 'lstm-carry'
  | 'lstm-closed'
  | 'lstm-adds-removes'
  | 'lstm-adds-only'
  | 'gru-forget'
  | 'gru-carry'
  | 'gru-replace';

/** σ(±12) is 1 or 0 to five decimals: a gate that stands open or shut, whatever it reads. */
const OPEN = 12;
const SHUT = -12;

/** One loud character, then twenty quiet ones: whatever is left at the end was carried over twenty steps. */
const loudThenQuiet = `!${'.'.repeat(21)}`;

const bias = (block: string, value: number, unit?: number): Setting => ({ parameter: 'bias', block, unit, value });
const read = (from: string, value: number, block?: string): Setting => ({ parameter: 'weight_x', block, from, value });

/** Open for the loud character only. */
const atTheLoud = (block: string): readonly Setting[] => [bias(block, SHUT), read('!', OPEN - SHUT, block)];

/** The candidate of an a is 0.96, of a b −0.96; every gate stands open. */
const upAndDown = [...['i', 'f', 'o'].map((gate) => bias(gate, OPEN)), read('a', 2, 'g'), read('b', -2, 'g')];

export const presets: readonly Preset[] = [
  {
    id: 'rnn-memories',
    cell: 'rnn',
    text: loudThenQuiet,
    units: 3,
    layer: { activation: 'relu' },
    settings: [
      read('!', 1),
      { parameter: 'weight_h', unit: 0, from: 0, value: 0.5 },
      { parameter: 'weight_h', unit: 1, from: 1, value: 1 },
      { parameter: 'weight_h', unit: 2, from: 2, value: 1.2 },
    ],
  },
  {
    id: 'rnn-forgetful',
    cell: 'rnn',
    text: 'abba!',
    units: 2,
    layer: { activation: 'tanh' },
    settings: [
      { parameter: 'weight_x', unit: 0, from: 'a', value: 1 },
      { parameter: 'weight_x', unit: 1, from: 'b', value: 1 },
    ],
  },
  {
    id: 'lstm-carry',
    cell: 'lstm',
    text: loudThenQuiet,
    units: 2,
    layer: { candidate: 'tanh' },
    settings: [...atTheLoud('i'), read('!', 1.5, 'g'), bias('f', OPEN, 0), bias('o', OPEN)],
  },
  {
    id: 'lstm-closed',
    cell: 'lstm',
    text: 'hello!',
    units: 2,
    layer: { candidate: 'tanh' },
    settings: [bias('i', SHUT), bias('f', OPEN), bias('o', OPEN), bias('g', 1, 0), bias('g', -1, 1)],
  },
  {
    id: 'lstm-adds-removes',
    cell: 'lstm',
    text: 'aabbbab!',
    units: 2,
    layer: { candidate: 'tanh' },
    settings: upAndDown,
  },
  {
    id: 'lstm-adds-only',
    cell: 'lstm',
    text: 'aabbbab!',
    units: 2,
    layer: { candidate: 'sigmoid' },
    settings: upAndDown,
  },
  {
    id: 'gru-forget',
    cell: 'gru',
    text: 'abbbb!',
    units: 2,
    layer: {},
    settings: [
      bias('z', OPEN),
      bias('r', SHUT, 0),
      bias('r', OPEN, 1),
      read('a', 1, 'n'),
      { parameter: 'weight_h', block: 'n', unit: 0, from: 0, value: 1 },
      { parameter: 'weight_h', block: 'n', unit: 1, from: 1, value: 1 },
    ],
  },
  {
    id: 'gru-carry',
    cell: 'gru',
    text: loudThenQuiet,
    units: 2,
    layer: {},
    settings: [
      ...atTheLoud('z').map((setting) => ({ ...setting, unit: 0 })),
      { ...read('!', OPEN, 'z'), unit: 1 },
      read('!', 1.5, 'n'),
      bias('r', OPEN),
    ],
  },
  {
    id: 'gru-replace',
    cell: 'gru',
    text: 'abba!',
    units: 2,
    layer: {},
    settings: [bias('z', OPEN), read('a', 1, 'n'), read('b', -1, 'n'), bias('r', OPEN)],
  },
];
