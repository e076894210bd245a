/** What stands in an entry of the browser's history beside its address. */
interface Entry {
  /** How many of the app's screens lie behind it. */
  readonly depth: number;
  /** It is there for a sheet over the screen: Back takes it away, and the sheet with it. */
  readonly hasSheet?: true;
}

/** A sheet that opened over the screen. */
export interface OpenSheet {
  readonly close: () => void;
  /** Aborted when it is closed, by whomever, or leaves the page with its screen. */
  readonly closed: AbortSignal;
}

/**
 * The app's entries in the browser's history. One belongs to each screen on the reader's way; one more lies on top
 * exactly as long as a sheet is open, so that the system's Back closes the sheet and leaves the screen alone.
 */
export class Entries {
  private depth: number;
  /** Of the screen in sight, with what it has noted there. */
  private address = location.hash;
  private sheets: OpenSheet[] = [];
  /** The browser is on its way from the sheet's entry to the screen's own. */
  private isLeaving = false;
  private waiting: (() => void)[] = [];

  constructor() {
    this.depth = (readEntry() ?? writeEntry({ depth: 0 })).depth;
    addEventListener('popstate', this.arrive);
    // the page was reloaded with an open sheet, or left in the middle of it: there is none now
    this.settle();
  }

  /** Whether a screen of the app lies behind the present one. */
  get hasPast(): boolean {
    return this.depth > 0;
  }

  /** A sheet has opened: from here on Back closes it. */
  cover(sheet: OpenSheet): void {
    this.sheets.push(sheet);
    sheet.closed.addEventListener('abort', () => this.uncover(sheet), { once: true });
    this.settleSoon();
  }

  /** Closes what is open, and acts when the screen's own entry is the present one. */
  whenUncovered(act: () => void): void {
    this.closeSheets();
    this.waiting.push(act);
    this.settle();
  }

  /** Writes another address into the present entry. */
  rewrite(address: string): void {
    this.address = address;
    history.replaceState(history.state, '', address);
  }

  dispose(): void {
    removeEventListener('popstate', this.arrive);
    this.sheets = [];
  }

  /** By Back, Forward, or a link within the app; `hashchange` comes later. */
  private readonly arrive = (): void => {
    const { depth, isLeaving, address } = this;
    this.isLeaving = false;
    // a link to where one is replaces the entry
    const entry = readEntry() ?? writeEntry({ depth: location.hash === address ? depth : depth + 1 });
    this.depth = entry.depth;
    // below the sheet's entry the screen's own still has the address from before
    if (entry.depth === depth) this.rewrite(address);
    else this.address = location.hash;
    if (!isLeaving && !entry.hasSheet) this.closeSheets();
    this.settle();
  };

  private uncover(sheet: OpenSheet): void {
    this.sheets = this.sheets.filter((each) => each !== sheet);
    this.settleSoon();
  }

  private closeSheets(): void {
    for (const sheet of this.sheets.splice(0)) sheet.close();
  }

  /** One sheet may take another's place: what is open is counted when both have moved. */
  private settleSoon(): void {
    setTimeout(() => this.settle());
  }

  private settle(): void {
    const entry = readEntry();
    if (this.isLeaving || entry === undefined) return;
    const isOpen = this.sheets.length > 0;
    if (isOpen && !entry.hasSheet) history.pushState({ ...entry, hasSheet: true } satisfies Entry, '');
    else if (!isOpen && entry.hasSheet) {
      this.isLeaving = true;
      history.back();
    } else if (!isOpen) for (const act of this.waiting.splice(0)) act();
  }
}

/** Undefined for an entry that a link has just made. */
function readEntry(): Entry | undefined {
  return (history.state as Entry | null) ?? undefined;
}

function writeEntry(entry: Entry): Entry {
  history.replaceState(entry, '');
  return entry;
}
