import { msg } from '@lit/localize';
import { notify } from '../app/contract.ts';
import { sentence, sentences } from '../controls/sentences.ts';
import { presetWords } from '../lesson/preset-words.ts';
import type { PresetId } from './contract.ts';

/** After a preset: what to look at, and the way back. */
export function tellPreset(from: HTMLElement, id: PresetId, undo: () => void): void {
  const { name, look } = presetWords(id);
  tell(from, sentences(sentence(name), look), undo);
}

/** After a weight was typed. */
export function tellEdited(from: HTMLElement, undo: () => void): void {
  tell(from, msg('Weight changed: everything after it was computed anew.', { id: 'lab.edited' }), undo);
}

/** After an edit that begins the pass anew, for a student who stood within it. */
export function tellAnew(from: HTMLElement, undo: () => void): void {
  tell(from, msg('Changed: the pass begins anew.', { id: 'lab.anew' }), undo);
}

/** After another form of the cell, which keeps the student's place. */
export function tellReformed(from: HTMLElement, undo: () => void): void {
  tell(from, msg('Changed: computed anew up to where you stand.', { id: 'lab.reformed' }), undo);
}

function tell(from: HTMLElement, text: string, undo: () => void): void {
  notify(from, {
    id: 'lab-edit',
    until: 'next-action',
    text,
    action: { label: msg('Undo', { id: 'settings.undo' }), run: undo },
  });
}
