import type { LitElement, ReactiveController } from 'lit';
import { behindFrame } from '../controllers/behind-frame.ts';
import { keepInBox } from '../controls/keep-in-sight.ts';

/**
 * With large text the open row is wider than the screen, and scrolls sideways in `.scroll`: what comes next in it, or
 * else was made last, is brought into sight when it changes. In between, scrolling belongs to the reader. It measures a
 * frame behind the one that a tap asked for, when all that follows it has been laid out.
 */
export class FollowsNext implements ReactiveController {
  private place = '';
  private moves = 0;

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    void this.follow(++this.moves);
  }

  hostDisconnected(): void {
    this.moves++;
  }

  /** Once for the last of quick moves. */
  private async follow(move: number): Promise<void> {
    await behindFrame();
    await behindFrame();
    if (move !== this.moves) return;
    const cells = this.cells();
    const place = cells.map(placeOf).join(' ');
    if (place === this.place) return;
    this.place = place;
    keepInBox(this.host.renderRoot.querySelector<HTMLElement>('.scroll'), cells);
  }

  private cells(): HTMLElement[] {
    const row = this.host.renderRoot.querySelector('.row.now');
    const next = [...(row?.querySelectorAll<HTMLElement>('.next') ?? [])];
    return next.length > 0 ? next : [...(row?.querySelectorAll<HTMLElement>('.fresh') ?? [])];
  }
}

const placeOf = ({ className, dataset }: HTMLElement): string => `${className} ${dataset.row},${dataset.column}`;
