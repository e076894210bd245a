import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { TrainSettings } from '../train/protocol.ts';
import type { StoredState } from './upgrade-state.ts';

/** Which text a run learns. Own texts are kept once, by key. */
export type DataReference =
  { readonly kind: 'austen' } | { readonly kind: 'tang' } | { readonly kind: 'own'; readonly text: string };

export interface CurvePoint {
  readonly step: number;
  /** Nats a character, mean over the steps since the point before. */
  readonly loss: number;
}

/** What is shown of a run without opening it. */
export interface RunRecord {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970, as all times here. */
  readonly created: number;
  readonly updated: number;
  readonly settings: TrainSettings;
  readonly data: DataReference;
  /** What the run's ids mean: its own copy, so that it opens without its text. */
  readonly vocabulary: readonly string[];
  readonly step: number;
  /** Mean of the last steps, at most 20, nats a character; absent before the first. */
  readonly loss?: number;
  /** At most 64 points: the curve as a picture. */
  readonly curve: readonly CurvePoint[];
  readonly status: 'unfinished' | 'finished' | 'diverged';
  /** Whether it trained when it was saved. An unfinished run that trains nowhere was then interrupted, not paused. */
  readonly training?: boolean;
  /** The step after which the loss was no usable number; the run itself stands at `step`. */
  readonly divergedAt?: number;
  /** Time spent training, milliseconds. */
  readonly trained: number;
  /** When it was deleted: kept until that can no longer be undone. */
  readonly removed?: number;
}

/** The complete state of a run at a step. */
export interface CheckpointRecord {
  /** Counts all checkpoints ever written: the newest of a run has the highest. */
  readonly serial?: number;
  readonly run: string;
  readonly step: number;
  readonly saved: number;
  readonly state: StoredState;
  /** CRC-32 over run, step and every byte of the state. */
  readonly checksum: number;
}

/** A network along a run, to look at later. */
export interface MomentRecord {
  readonly run: string;
  readonly step: number;
  /** As in `TrainingState`; the run's record tells the network they belong to. */
  readonly parameters: Float32Array;
}

/** What the network wrote at a step. */
export interface SampleRecord {
  readonly run: string;
  readonly step: number;
  readonly prompt: string;
  readonly text: string;
  readonly temperature: number;
}

/** A student's own text, kept once however many runs learn it. */
export interface TextRecord {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly created: number;
}

export interface UnrollSchema extends DBSchema {
  runs: { key: string; value: RunRecord; indexes: { updated: number } };
  checkpoints: { key: number; value: CheckpointRecord; indexes: { run: string } };
  samples: { key: [string, number]; value: SampleRecord };
  texts: { key: string; value: TextRecord };
  moments: { key: [string, number]; value: MomentRecord };
}

export type Database = IDBPDatabase<UnrollSchema>;
export type StoreName = StoreNames<UnrollSchema>;

interface Upgrading {
  readonly database: Database;
  readonly transaction: IDBPTransaction<UnrollSchema, StoreName[], 'versionchange'>;
}

/** `upgrades[n]` makes a database of version n out of one of version n − 1. A released one is never edited. */
export const upgrades: Readonly<Record<number, (upgrading: Upgrading) => void>> = {
  1: ({ database }) => {
    database.createObjectStore('runs', { keyPath: 'id' }).createIndex('updated', 'updated');
    database.createObjectStore('checkpoints', { keyPath: 'serial', autoIncrement: true }).createIndex('run', 'run');
    database.createObjectStore('samples', { keyPath: ['run', 'step'] });
    database.createObjectStore('texts', { keyPath: 'key' });
  },
  2: ({ database }) => {
    database.createObjectStore('moments', { keyPath: ['run', 'step'] });
  },
};

export const schemaVersion = Object.keys(upgrades).length;

/** Takes a database from any version to a later one, step by step. */
export function upgrade(upgrading: Upgrading, { from, to }: { readonly from: number; readonly to: number }): void {
  for (let version = from + 1; version <= to; version++) upgrades[version](upgrading);
}
