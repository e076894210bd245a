import type { LitElement, ReactiveController } from 'lit';
import { keepInSight } from '../controls/keep-in-sight.ts';
import type { BpttDocument } from './contract.ts';
import type { TermSheet } from './un-term-sheet.ts';
import type { Triangle } from './un-triangle.ts';

/** The header and air below it, in rem; where there is little height it scrolls away. */
const HEADER = 7;
const headerSize = (): number =>
  matchMedia('(max-height: 30rem)').matches
    ? 0
    : HEADER * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Of the bar, where it does not stand beside the triangle. */
const heightBelow = (cell: HTMLElement, bar: HTMLElement | null): number =>
  bar === null || bar.getBoundingClientRect().left > cell.getBoundingClientRect().right ? 0 : bar.offsetHeight;

/**
 * Keeps the open term of a screen's triangle clear of the sheet that explains it: `--covered` at the page's end is the
 * room that the sheet takes, and the page scrolls when another term opens. In between, scrolling belongs to the reader.
 */
export class TermInSight implements ReactiveController {
  private seen: string | undefined;

  constructor(
    private readonly host: LitElement,
    private readonly openTerm: () => BpttDocument['open'],
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    void this.makeRoom();
  }

  private async makeRoom(): Promise<void> {
    const { host } = this;
    const sheet = host.renderRoot.querySelector<TermSheet>('un-term-sheet');
    await sheet?.updateComplete;
    const open = this.openTerm();
    const covered = open === undefined ? 0 : (sheet?.covered ?? 0);
    // where it is read: inherited from the host, all that is drawn would be styled anew
    host.renderRoot.querySelector<HTMLElement>('.covered')?.style.setProperty('--covered', `${covered}px`);
    const place = JSON.stringify(open);
    if (place === this.seen) return;
    this.seen = place;
    const triangle = host.renderRoot.querySelector<Triangle>('un-triangle');
    await triangle?.updateComplete;
    const cell = triangle?.openCell;
    if (!cell) return;
    const bar = host.renderRoot.querySelector<HTMLElement>('un-bar');
    keepInSight(cell, { top: headerSize(), bottom: innerHeight - Math.max(covered, heightBelow(cell, bar)) });
  }
}
