/** What stands in an entry of the browser's history beside its address. */
interface Entry {
  /** How many of the app's screens lie behind it. */
  readonly depth: number;
  /** How many entries of the same screen lie below it, for the levels of a sheet: Back takes one away. Absent: none. */
  readonly level?: number;
  /** The level at which no sheet is open. Above 0 where the browser came to an entry whose sheet is gone. Absent: 0. */
  readonly floor?: number;
}

/** A sheet that opened over the screen. */
export interface OpenSheet {
  /** How deep the reader went in it, by a breadcrumb: 1 or more. */
  readonly levels: number;
  /** Goes up to a level, as its breadcrumb does; `levels` is that by then. */
  readonly keep: (levels: number) => void;
  readonly close: () => void;
  /** Aborted when it is closed, by whomever, or leaves the page with its screen. */
  readonly closed: AbortSignal;
}

/**
 * The app's entries in the browser's history. One belongs to each screen on the reader's way; as many lie on top as an
 * open sheet has levels, so that the system's Back goes up in the sheet, closes it, and only then leaves the screen.
 *
 * Only over entries which this page itself has pushed, or has just come from, does it travel and wait to arrive. An
 * entry whose sheet is gone, after a reload or behind a link, becomes the screen's own instead: what lies below it is the
 * browser's affair, and passed over when the reader comes to it.
 */
export class Entries {
  private present: Entry;
  /** Of the screen in sight, with what it has noted there. */
  private address = location.hash;
  private sheets: OpenSheet[] = [];
  /** The browser is on its way down to an entry of this screen. */
  private isLeaving = false;
  private waiting: (() => void)[] = [];

  constructor() {
    this.present = ground(readEntry() ?? writeEntry({ depth: 0 }));
    addEventListener('popstate', this.arrive);
  }

  /** Whether a screen of the app lies behind the present one. */
  get hasPast(): boolean {
    return this.present.depth > 0;
  }

  /** A sheet has opened: from here on Back closes it. */
  cover(sheet: OpenSheet): void {
    this.sheets.push(sheet);
    sheet.closed.addEventListener('abort', () => this.uncover(sheet), { once: true });
    this.settleSoon();
  }

  /** One sheet may take another's place, or go up and down: what is open is counted when all have moved. */
  settleSoon(): void {
    setTimeout(() => this.settle());
  }

  /** Closes what is open, and acts when the screen's own entry is the present one. */
  whenUncovered(act: () => void): void {
    this.trimSheets(0);
    this.waiting.push(act);
    this.settle();
  }

  /** Writes another address into the present entry. */
  rewrite(address: string): void {
    history.replaceState(history.state, '', address);
    // as the browser writes it
    this.address = location.hash;
  }

  dispose(): void {
    removeEventListener('popstate', this.arrive);
    this.sheets = [];
  }

  /** By Back, Forward, or a link within the app; `hashchange` comes later. */
  private readonly arrive = (): void => {
    const { present: from, isLeaving, address } = this;
    this.isLeaving = false;
    const entry = readEntry();
    if (entry === undefined) this.followLink(from);
    else if (entry.depth !== from.depth) this.reachScreen(entry);
    else {
      this.present = entry;
      // a lower entry of the same screen still has the address from before
      this.rewrite(address);
      if (levelOf(entry) < floorOf(from)) return history.go(-1 - levelOf(entry));
      if (!isLeaving) this.trimSheets(levelOf(entry) - floorOf(entry));
    }
    this.settle();
  };

  /** A link to where one is replaces the entry. */
  private followLink(from: Entry): void {
    this.present = writeEntry(location.hash === this.address ? from : { depth: from.depth + 1 });
    this.address = location.hash;
    this.trimSheets(0);
  }

  private reachScreen(entry: Entry): void {
    this.present = ground(entry);
    this.address = location.hash;
    this.trimSheets(0);
  }

  private uncover(sheet: OpenSheet): void {
    this.sheets = this.sheets.filter((each) => each !== sheet);
    this.settleSoon();
  }

  private trimSheets(levels: number): void {
    if (levels <= 0) for (const sheet of this.sheets.splice(0)) sheet.close();
    for (const sheet of this.sheets) if (sheet.levels > levels) sheet.keep(levels);
  }

  private settle(): void {
    const entry = readEntry();
    if (this.isLeaving || entry === undefined) return;
    const wanted = floorOf(entry) + Math.max(0, ...this.sheets.map(({ levels }) => levels));
    const level = levelOf(entry);
    if (wanted < level) {
      this.isLeaving = true;
      history.go(wanted - level);
      return;
    }
    for (let next = level + 1; next <= wanted; next++) {
      this.present = { ...entry, level: next };
      history.pushState(this.present, '');
    }
    if (this.sheets.length === 0) for (const act of this.waiting.splice(0)) act();
  }
}

const levelOf = ({ level = 0 }: Entry): number => level;
const floorOf = ({ floor = 0 }: Entry): number => floor;

/** No sheet is open when a screen comes: whatever was in this entry, it is the screen's own now. */
function ground(entry: Entry): Entry {
  const { depth, level } = entry;
  return level === entry.floor ? entry : writeEntry({ depth, ...(level !== undefined && { level, floor: level }) });
}

/** Undefined for an entry that a link has just made. */
function readEntry(): Entry | undefined {
  return (history.state as Entry | null) ?? undefined;
}

function writeEntry(entry: Entry): Entry {
  history.replaceState(entry, '');
  return entry;
}
