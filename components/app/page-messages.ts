/** What the page itself has to tell, whichever screen is open: in the reader's language, in one place. */
import { msg, str } from '@lit/localize';
import type { LinkProblem } from '../../src/app/link.ts';
import type { OpenRunError } from '../../src/app/open-run.ts';
import type { StoreEvent } from '../../src/store/connection.ts';
import { formatCount } from '../controls/number-format.ts';
import type { NoticeDetail } from './contract.ts';

/** The store has told these itself, in the reader's language. */
const toldByStore: ReadonlySet<unknown> = new Set(['outdated', 'closed']);

export class PageMessages {
  constructor(private readonly show: (notice: NoticeDetail) => void) {}

  update(reload: () => void): void {
    this.show({
      id: 'update',
      about: 'app',
      text: msg('A newer version of Unroll is ready.', { id: 'app.update' }),
      action: { label: msg('Reload', { id: 'app.reload' }), run: reload },
    });
  }

  readonly noLanguage = (): void => {
    const text = msg('The other language is not on this device yet. Connect once, then try again.', {
      id: 'app.no-language',
    });
    this.show({ id: 'language', kind: 'problem', text });
  };

  /**
   * A run that the lab could not open: it shows the cell's own small network instead.
   * @param problem why, where the lab itself refused
   */
  noRun(error: unknown, problem?: OpenRunError['reason']): void {
    const reason = error instanceof Error ? error.message : String(error);
    const text =
      problem === 'missing'
        ? msg('That run is not on this device. Here is a small network of its kind.', { id: 'app.no-run' })
        : problem === 'no-weights'
          ? msg('That run has saved no weights yet. Here is a small network of its kind.', { id: 'app.no-weights' })
          : msg(str`That run could not be opened (${reason}). Here is a small network of its kind.`, {
              id: 'app.bad-run',
            });
    this.show({ id: 'no-run', kind: 'problem', text });
  }

  /** A run that the BPTT lesson could not open: it shows a network of its own instead. As `noRun`. */
  noRunInLesson(error: unknown, problem?: OpenRunError['reason']): void {
    const reason = error instanceof Error ? error.message : String(error);
    const texts: Record<OpenRunError['reason'], string> = {
      missing: msg('That run is not on this device. Here is the lesson with a network of its own.', {
        id: 'app.bptt-no-run',
      }),
      'no-weights': msg('That run has saved no weights yet. Here is the lesson with a network of its own.', {
        id: 'app.bptt-no-weights',
      }),
      'not-recurrent': msg('That run has no recurrent network. Here is the lesson with a network of its own.', {
        id: 'app.bptt-not-recurrent',
      }),
    };
    const text =
      problem === undefined
        ? msg(str`That run could not be opened (${reason}). Here is the lesson with a network of its own.`, {
            id: 'app.bptt-bad-run',
          })
        : texts[problem];
    this.show({ id: 'no-run', kind: 'problem', text });
  }

  /**
   * The address asked for another step than the one that is open: for none that can be read, or for one that is no longer
   * kept, since steps are thinned out as a run goes on.
   */
  step(problem: 'unreadable' | 'not-kept', { asked = 0, opened }: { asked?: number; opened: number }): void {
    const [wanted, shown] = [formatCount(asked), formatCount(opened)];
    const text =
      problem === 'unreadable'
        ? msg(str`The step in the address cannot be read: these are the latest weights, of step ${shown}.`, {
            id: 'app.bad-step',
          })
        : msg(str`Step ${wanted} is no longer kept: these are the weights of step ${shown}, the nearest that is.`, {
            id: 'app.other-step',
          });
    this.show({ id: 'other-step', text });
  }

  openedLink(undo: () => void): void {
    this.show({
      id: 'link',
      text: msg('This is the lab of the link. Your own comes back with Undo.', { id: 'app.opened-link' }),
      action: { label: msg('Undo', { id: 'settings.undo' }), run: undo },
    });
  }

  badLink(problem: LinkProblem): void {
    const text =
      problem === 'other-version'
        ? msg('This link was made by another version of Unroll. Here is the lesson as it opens by itself.', {
            id: 'app.old-link',
          })
        : msg('This link is damaged or cut off. Here is the lesson as it opens by itself.', { id: 'app.bad-link' });
    this.show({ id: 'link', kind: 'problem', text });
  }

  /** A lab keeps the pass that was there. */
  badLabLink(problem: LinkProblem): void {
    const text =
      problem === 'other-version'
        ? msg('This link was made by another version of Unroll. Your lab is as you left it.', {
            id: 'app.old-lab-link',
          })
        : msg('This link is damaged or cut off. Your lab is as you left it.', { id: 'app.bad-lab-link' });
    this.show({ id: 'link', kind: 'problem', text });
  }

  /** @param saveAgain where there is something to save, once the store has lost what it had */
  store(event: StoreEvent, saveAgain?: () => void): void {
    const texts: Record<StoreEvent, string> = {
      blocked: msg('Another tab has an older Unroll open. Close it: your runs open here as soon as it is gone.', {
        id: 'app.store-blocked',
      }),
      outdated: msg('Unroll was updated in another tab. Reload this one to go on saving.', {
        id: 'app.store-outdated',
      }),
      deleted: msg(
        'What this app kept on this device was deleted. A run that trains goes on, and can be saved again.',
        {
          id: 'app.store-deleted',
        },
      ),
      closed: msg('The browser closed the storage for a moment. If something is not saved, try again.', {
        id: 'app.store-closed',
      }),
    };
    const isLost = event === 'deleted' || event === 'closed';
    this.show({
      id: 'store',
      kind: 'problem',
      about: 'app',
      text: texts[event],
      ...(isLost && saveAgain && { action: { label: msg('Save again', { id: 'app.save-again' }), run: saveAgain } }),
    });
  }

  saved(step: number): void {
    this.show({ id: 'train.saved', text: msg(str`Saved at step ${step}.`, { id: 'train.saved' }) });
  }

  /** No error is silent: what nobody caught is shown. */
  readonly error = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    // Chromium's note that a layout took two rounds; nothing is lost by it.
    if (message.startsWith('ResizeObserver loop')) return;
    if (error instanceof Error && 'kind' in error && toldByStore.has(error.kind)) return;
    this.show({
      id: 'error',
      kind: 'problem',
      text: msg(str`Something went wrong: ${message}`, { id: 'app.error' }),
    });
  };
}
