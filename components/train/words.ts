/** What the Train screen says about values of the session, in the reader's language. Call from `render`. */
import { msg, str } from '@lit/localize';
import type { TextProblem } from '../../src/datasets/own-text.ts';
import type { TrainProblem } from '../../src/app/train-state.ts';
import type { DataReference } from '../../src/store/schema.ts';
import type { StoreErrorKind } from '../../src/store/store-error.ts';
import { formatBytes, formatCount } from '../controls/number-format.ts';

export function dataName(kind: DataReference['kind']): string {
  switch (kind) {
    case 'austen':
      return msg('Austen', { id: 'train.data.austen' });
    case 'tang':
      return msg('Tang quatrains', { id: 'train.data.tang' });
    case 'own':
      return msg('Own text', { id: 'train.data.own' });
  }
}

/** How often: `3 times`. */
export function timesText(count: number): string {
  return count === 1
    ? msg('1 time', { id: 'train.times.one' })
    : msg(str`${formatCount(count)} times`, { id: 'train.times' });
}

export function textProblem(problem: TextProblem): string {
  switch (problem.kind) {
    case 'empty':
      return msg('There is no text yet: paste some, or choose a file.', { id: 'train.text.empty' });
    case 'too-short': {
      const [wanted, came] = [formatCount(problem.wanted), formatCount(problem.came)];
      return msg(str`Too short: one batch and the held-back text need ${wanted} characters, here: ${came}.`, {
        id: 'train.text.too-short',
      });
    }
    case 'too-large':
      return msg(str`Too large: at most ${formatBytes(problem.wanted)}, this has ${formatBytes(problem.came)}.`, {
        id: 'train.text.too-large',
      });
    case 'too-many-characters': {
      const [wanted, came] = [formatCount(problem.wanted), formatCount(problem.came)];
      return msg(str`Too many different characters: at most ${wanted}, this has ${came}.`, {
        id: 'train.text.too-many',
      });
    }
    case 'not-text':
      return notText(problem);
  }
}

function notText({ what, at }: Extract<TextProblem, { kind: 'not-text' }>): string {
  const place = formatCount(at);
  switch (what) {
    case 'nul':
      return msg(str`This is not text: there is a zero byte at position ${place}.`, { id: 'train.text.nul' });
    case 'utf-16':
      return msg('This file is UTF-16. Save it as UTF-8 and choose it again.', { id: 'train.text.utf-16' });
    case 'utf-8':
      return msg(str`This is not UTF-8 text: byte ${place} does not fit. Save the file as UTF-8.`, {
        id: 'train.text.utf-8',
      });
    case 'surrogate':
      return msg(str`There is half a character at position ${place}.`, { id: 'train.text.surrogate' });
  }
}

/** Why nothing could be kept, and what helps. */
export function storeProblem(kind: StoreErrorKind): string {
  switch (kind) {
    case 'quota':
      return msg('This device has no room left. Delete a run, or free some storage, then save again.', {
        id: 'train.store.quota',
      });
    case 'unavailable':
      return msg('The browser keeps nothing for this page (a private window, or blocked site data).', {
        id: 'train.store.unavailable',
      });
    case 'outdated':
      return msg('Another tab has a newer version of Unroll. Reload this page to go on saving.', {
        id: 'train.store.outdated',
      });
    case 'closed':
      return msg('The browser closed the database. The next save opens it again.', { id: 'train.store.closed' });
    case 'damaged':
      return msg('The saved states of this run are damaged; none of them can be used.', { id: 'train.store.damaged' });
    case 'missing':
      return msg('It is no longer on this device.', { id: 'train.store.missing' });
    case 'in-use':
      return msg('A run still needs it.', { id: 'train.store.in-use' });
    case 'failed':
      return msg('The browser could not store it.', { id: 'train.store.failed' });
  }
}

export function trainProblem(problem: TrainProblem): string {
  switch (problem.kind) {
    case 'missing':
      return msg('There is no such run on this device (any more).', { id: 'train.problem.missing' });
    case 'in-use':
      return msg('This run is open in another tab, which may train it. Close that tab first.', {
        id: 'train.problem.in-use',
      });
    case 'data':
      return msg('Its text could not be loaded.', { id: 'train.problem.data' });
    case 'store':
      return storeProblem(problem.store);
    case 'worker':
      if (problem.reason === 'memory') {
        return msg(
          'This network needs more memory than there is. Make the hidden units, the batch or the length smaller.',
          {
            id: 'train.problem.memory',
          },
        );
      }
      return msg('The training stopped unexpectedly. What was saved is safe.', { id: 'train.problem.worker' });
  }
}
