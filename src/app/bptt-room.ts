/** Opens the BPTT lesson, or a trained run in it, for an address, and keeps the address up to its state. */
import { debounceTime, distinctUntilChanged, map, skip, type Observable, type Subscription } from 'rxjs';
import type { SentenceLanguage } from '../lessons/tagged-sentences.ts';
import type { Store } from '../store/store.ts';
import { bpttLink, defaultBptt } from './bptt-document.ts';
import { bpttRunLink } from './bptt-run-document.ts';
import { BpttRunSession } from './bptt-run-session.ts';
import { BpttSession } from './bptt-session.ts';
import { decodeState, encodeState, LinkError, type LinkFormat, type LinkProblem } from './link.ts';
import { runAt } from './open-run.ts';
import type { Route } from './router.ts';
import { loadText } from './train-data.ts';
import { Visits } from './visits.ts';

/** Milliseconds of rest before the address follows: browsers refuse too many changes in a row. */
const REST = 400;

type BpttRoute = Extract<Route, { screen: 'lesson' }>;

export interface OpenedBptt<Session> {
  readonly session: Session;
  /** Why the link was not used, or not its text, which that run cannot read; the default is open instead. */
  readonly problem?: LinkProblem;
}

export class BpttRoom {
  private session: BpttSession | BpttRunSession | undefined;
  private following: Subscription | undefined;
  private readonly visits = new Visits();

  /** @param note is told the address of the present state whenever it has changed. */
  constructor(private readonly note: (route: BpttRoute) => void) {}

  /** The lesson on its own network. The session before is let go. */
  enter(state: string | undefined, language: SentenceLanguage): OpenedBptt<BpttSession> {
    this.visits.begin();
    this.leave();
    const { document = defaultBptt(language), problem } = read(bpttLink, state);
    const session = new BpttSession(document);
    this.session = session;
    const document$ = session.state$.pipe(map((each) => each.document));
    this.follow(document$, (each) => ({ state: encodeState(bpttLink, each) }));
    return { session, ...(problem && { problem }) };
  }

  /**
   * A trained run; rejects with OpenRunError, or with the store's error, when it cannot be opened, and with OvertakenError
   * when something else was asked for while it loaded.
   */
  async enterRun(
    store: Store,
    { run, step, state }: { readonly run: string; readonly step?: number; readonly state?: string },
  ): Promise<OpenedBptt<BpttRunSession>> {
    const { opened, corpus } = await this.visits.load(loadRun(store, run, step));
    this.leave();
    const { document, problem: unread } = read(bpttRunLink, state);
    const session = new BpttRunSession({ opened, ...(document && { document }), ...(corpus && { corpus }) });
    this.session = session;
    const isReplaced = document !== undefined && document.text !== session.current.document.text;
    const problem = isReplaced ? 'broken' : unread;
    const document$ = session.state$.pipe(map((each) => each.document));
    // the one that is open, where another was asked for
    const at = { run, ...(step !== undefined && { step: opened.step }) };
    this.follow(document$, ({ cell: _cell, language: _language, ...kept }) => ({
      ...at,
      state: encodeState(bpttRunLink, kept),
    }));
    return { session, ...(problem && { problem }) };
  }

  private leave(): void {
    this.following?.unsubscribe();
    this.session?.dispose();
  }

  private follow<T>(document$: Observable<T>, address: (document: T) => Omit<BpttRoute, 'screen' | 'lesson'>): void {
    this.following = document$
      .pipe(distinctUntilChanged(), skip(1), debounceTime(REST))
      .subscribe((each) => this.note({ screen: 'lesson', lesson: 'bptt', ...address(each) }));
  }
}

async function loadRun(store: Store, run: string, step: number | undefined) {
  const opened = await runAt(store, run, step);
  // an own text may be gone: the run has its vocabulary
  const corpus = await loadText(opened.run.data, store).catch(() => undefined);
  return { opened, corpus };
}

function read<T>(link: LinkFormat<T>, state: string | undefined): { document?: T; problem?: LinkProblem } {
  if (state === undefined) return {};
  try {
    return { document: decodeState(link, state) };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { problem: error.problem };
  }
}
