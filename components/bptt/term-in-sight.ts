import type { LitElement, ReactiveController } from 'lit';
import { keepInSight } from '../lab/keep-in-sight.ts';
import type { BpttDocument } from './contract.ts';
import type { TermSheet } from './un-term-sheet.ts';
import type { Triangle } from './un-triangle.ts';

/** The header and air below it, in rem. */
const HEADER = 7;

/**
 * Keeps the open term of a screen's triangle clear of the sheet that explains it: `--covered` is the room that the sheet
 * takes, and the page scrolls when another term opens. In between, scrolling belongs to the reader.
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
    host.style.setProperty('--covered', `${covered}px`);
    const place = JSON.stringify(open);
    if (place === this.seen) return;
    this.seen = place;
    const triangle = host.renderRoot.querySelector<Triangle>('un-triangle');
    await triangle?.updateComplete;
    const cell = triangle?.openCell;
    if (!cell) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const bar = host.renderRoot.querySelector<HTMLElement>('un-bar')?.offsetHeight ?? 0;
    keepInSight(cell, { top: HEADER * rem, bottom: innerHeight - Math.max(covered, bar) });
  }
}
