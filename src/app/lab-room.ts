/** Opens the recurrence lab for an address, and keeps the session of the one in sight. */
import { map } from 'rxjs';
import type { Network } from '../streams/network.ts';
import type { Store } from '../store/store.ts';
import type { Reference } from '../formula/reference.ts';
import { defaultDocument, withSteps, type LabDocument } from './lab-document.ts';
import { labLink, runLink, type LinkedLab } from './lab-link.ts';
import { StoredLab } from './lab-memory.ts';
import { LabSession, ownLab } from './lab-session.ts';
import { decodeState, LinkError, type LinkProblem } from './link.ts';
import { liveNetwork } from './live-network.ts';
import { openRun } from './open-run.ts';
import type { Route } from './router.ts';
import { Visits } from './visits.ts';

type LabRoute = Extract<Route, { screen: 'lab' }>;

export interface OpenedLab {
  readonly session: LabSession;
  /** What the address's link came to: its state is open, or it could not be read and the lab is as it was left. */
  readonly link?: 'opened' | LinkProblem;
  /** The way down to the number that the link opens. */
  readonly opened?: readonly Reference[];
}

export class LabRoom {
  private session: LabSession | undefined;
  private readonly visits = new Visits();

  constructor(private readonly store: () => Promise<Store>) {}

  /** The network of the lab opened last, for the console: its streams go on with each pass. */
  get network(): Network | undefined {
    const { session } = this;
    const network$ = session?.state$.pipe(map((state) => state.network));
    return session && network$ && liveNetwork(network$, () => session.current.network);
  }

  /** A cell's own small network on two steps of text, to be stepped through out of sight; nobody's place is kept. */
  tryout(cell: LabRoute['cell']): LabSession {
    return new LabSession({ start: withSteps(defaultDocument(cell), 2) });
  }

  /**
   * Rejects with OpenRunError, or with the store's error, when a run was asked for that cannot be opened, and with
   * OvertakenError when another lab was asked for while it loaded.
   */
  async enter({ cell, run, step, state }: LabRoute): Promise<OpenedLab> {
    const start = await this.visits.load(this.startOf(run, step));
    // The one before writes its place down as it goes; the next one may be its heir.
    this.session?.dispose();
    this.session = start
      ? new LabSession({ start, memory: new StoredLab(`unroll.lab.run.${run ?? ''}`) })
      : ownLab(cell, new StoredLab(`unroll.lab.${cell}`));
    if (state === undefined) return { session: this.session };
    const linked = readLink(state, { cell, start });
    if (typeof linked === 'string') return { session: this.session, link: linked };
    this.session.open(linked);
    return { session: this.session, link: 'opened', opened: linked.path };
  }

  /** Undefined for a cell's own network. */
  private async startOf(run: string | undefined, step: number | undefined): Promise<LabDocument | undefined> {
    return run === undefined ? undefined : openRun(await this.store(), run, step);
  }
}

/** A link to another cell's lab counts as broken. */
function readLink(
  state: string,
  { cell, start }: { readonly cell: LabRoute['cell']; readonly start: LabDocument | undefined },
): LinkedLab | LinkProblem {
  try {
    const linked = decodeState(start === undefined ? labLink : runLink(start), state);
    return linked.document.cell === cell ? linked : 'broken';
  } catch (error) {
    if (error instanceof LinkError) return error.problem;
    throw error;
  }
}
