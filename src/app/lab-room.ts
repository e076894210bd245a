/** Opens the recurrence lab for an address, and keeps the session of the one in sight. */
import { map } from 'rxjs';
import type { Network } from '../streams/network.ts';
import type { Store } from '../store/store.ts';
import { defaultDocument, withSteps, type LabDocument } from './lab-document.ts';
import { labLink, runLink } from './lab-link.ts';
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
}

export class LabRoom {
  private session: LabSession | undefined;
  private readonly visits = new Visits();
  /** They outlive a visit: where this device stores nothing, a lab is as it was left until the page goes. */
  private readonly memories = new Map<string, StoredLab>();

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
    this.session = undefined;
    const session = start
      ? new LabSession({ start, memory: this.memory(`run.${run ?? ''}`) })
      : ownLab(cell, this.memory(cell));
    this.session = session;
    if (state === undefined) return { session };
    return { session, link: openLink(state, { session, cell, start }) };
  }

  private memory(name: string): StoredLab {
    const kept = this.memories.get(name) ?? new StoredLab(`unroll.lab.${name}`);
    this.memories.set(name, kept);
    return kept;
  }

  /** Undefined for a cell's own network. */
  private async startOf(run: string | undefined, step: number | undefined): Promise<LabDocument | undefined> {
    return run === undefined ? undefined : openRun(await this.store(), run, step);
  }
}

interface Into {
  readonly session: LabSession;
  readonly cell: LabRoute['cell'];
  /** The trained run's document as it was opened; absent for the lab's own network. */
  readonly start: LabDocument | undefined;
}

/** A link to another cell's lab counts as broken, and so does what reads as a lab but has no network. */
function openLink(state: string, { session, cell, start }: Into): OpenedLab['link'] {
  try {
    const linked = decodeState(start === undefined ? labLink : runLink(start), state);
    if (linked.document.cell !== cell) return 'broken';
    session.open(linked);
    return 'opened';
  } catch (error) {
    return error instanceof LinkError ? error.problem : 'broken';
  }
}
