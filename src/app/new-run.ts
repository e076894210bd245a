import type { DataReference, RunRecord } from '../store/schema.ts';
import { settingsOf, type TrainSetup } from './train-setup.ts';

interface Beginning {
  readonly setup: TrainSetup;
  readonly name: string;
  readonly data: DataReference;
  readonly vocabulary: readonly string[];
}

/** The record of a run that has made no step yet. Throws SpecError for a setup that cannot be built. */
export function newRun({ setup, name, data, vocabulary }: Beginning): RunRecord {
  const now = Date.now();
  return {
    id: newId(),
    name,
    created: now,
    updated: now,
    settings: settingsOf(setup, vocabulary.length),
    data,
    vocabulary,
    step: 0,
    curve: [],
    status: 'unfinished',
    trained: 0,
  };
}

/** 64 random bits; `crypto.randomUUID` wants a secure address, a phone on the classroom's network may not have one. */
export function newId(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}
