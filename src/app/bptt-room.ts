/** Opens the BPTT lesson for an address, and keeps the address up to its state. */
import { debounceTime, distinctUntilChanged, map, skip, type Subscription } from 'rxjs';
import type { SentenceLanguage } from '../lessons/tagged-sentences.ts';
import { bpttLink, defaultBptt } from './bptt-document.ts';
import { BpttSession } from './bptt-session.ts';
import { decodeState, encodeState, LinkError, type LinkProblem } from './link.ts';

/** Milliseconds of rest before the address follows: browsers refuse too many changes in a row. */
const REST = 400;

export interface OpenedBptt {
  readonly session: BpttSession;
  /** Why the link was not used; the default is open instead. */
  readonly problem?: LinkProblem;
}

export class BpttRoom {
  private session: BpttSession | undefined;
  private following: Subscription | undefined;

  /** @param note is told what comes after `s=` whenever the state has changed. */
  constructor(private readonly note: (state: string) => void) {}

  /** The session before is let go. */
  enter(state: string | undefined, language: SentenceLanguage): OpenedBptt {
    this.following?.unsubscribe();
    this.session?.dispose();
    const { document, problem } = read(state, language);
    const session = new BpttSession(document);
    this.session = session;
    this.following = session.state$
      .pipe(
        map((each) => each.document),
        distinctUntilChanged(),
        skip(1),
        debounceTime(REST),
      )
      .subscribe((each) => this.note(encodeState(bpttLink, each)));
    return { session, ...(problem && { problem }) };
  }
}

function read(state: string | undefined, language: SentenceLanguage) {
  if (state === undefined) return { document: defaultBptt(language) };
  try {
    return { document: decodeState(bpttLink, state) };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { document: defaultBptt(language), problem: error.problem };
  }
}
