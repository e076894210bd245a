import type { ReactiveController } from 'lit';
import { behindFrame } from '../controllers/behind-frame.ts';
import { ScrollRest } from '../controllers/scroll-rest.ts';
import { keepInSight, type Room } from '../controls/keep-in-sight.ts';
import type { GuessBox } from './un-guess.ts';
import type { Stage } from './un-stage.ts';
import type { Told } from './un-told.ts';

/** The share of the window that may stand still while the numbers scroll. */
const MOST_HELD = 0.65;

/** A phone held sideways: what is told stands beside the keys, as long as these and the letters leave room enough. */
const SIDEWAYS = '(max-height: 30rem) and (min-width: 35rem) and (max-width: 63.99rem)';
const MOST_HELD_SIDEWAYS = 0.4;

/** What of the lab stands over its rows. */
export interface Standing {
  readonly stage: Stage;
  /** Pixels that an open sheet covers at the bottom. */
  readonly covered: number;
  /** What is as high as that, so that the last row can be scrolled clear of it. */
  readonly end: HTMLElement | null;
  /** The bar's height in pixels. */
  readonly bar: number;
  /** What is told, or asked, above the bar or beside its keys. */
  readonly told: Told | GuessBox | null;
  /** Resolves when what is told and an open sheet stand there. */
  settled(): Promise<unknown>;
}

interface LabView {
  /** What was moved to: when it changes, the open row is brought into sight. */
  readonly place: () => string;
  /** Undefined as long as the lab has not rendered. */
  readonly standing: () => Standing | undefined;
}

/**
 * Keeps the open row where nothing covers it: as much room at the end as a sheet takes, and a scroll where that is
 * needed, after each move, when what that scrolled has come to rest, and when the phone is turned. It measures behind the
 * frame that shows what a tap asked for, and never holds that frame up.
 *
 *   this.addController(new RoomAbove(this, { place: () => …, standing: () => … }));
 */
export class RoomAbove implements ReactiveController {
  private place = '';
  private moves = 0;
  private width = innerWidth;
  private readonly rest = new ScrollRest(() => this.make());

  constructor(
    private readonly host: HTMLElement,
    private readonly view: LabView,
  ) {}

  hostConnected(): void {
    addEventListener('resize', this.turn);
    this.rest.connect();
  }

  hostUpdated(): void {
    const place = this.view.place();
    // scrolling belongs to the reader until something moves
    if (place === this.place) return;
    this.place = place;
    void this.makeBehind(++this.moves);
  }

  hostDisconnected(): void {
    removeEventListener('resize', this.turn);
    this.rest.disconnect();
    this.moves++;
  }

  /** A browser's bars, which fold away while the reader scrolls, change the height alone. */
  private readonly turn = (): void => {
    if (innerWidth === this.width) return;
    this.width = innerWidth;
    void this.makeBehind(++this.moves);
  };

  /** Once for the last of quick moves, when all that goes with it stands there. */
  private async makeBehind(move: number): Promise<void> {
    await behindFrame();
    await this.view.standing()?.settled();
    if (move === this.moves) this.make();
  }

  private make(): void {
    const standing = this.view.standing();
    if (standing === undefined) return;
    const { stage, covered, end } = standing;
    // where it is read: inherited from the host, all that is drawn would be styled anew
    end?.style.setProperty('--covered', `${covered}px`);
    this.holdWhatFits(standing);
    this.rest.begin();
    if (stage.openRow !== null) keepInSight(stage.openRow, this.roomOf(standing), stage.markedCell);
  }

  /** With large text, letters and sentences scroll along instead of standing still over the numbers. */
  private holdWhatFits({ stage, bar, told }: Standing): void {
    const held = matchMedia(SIDEWAYS).matches
      ? (stage.headSize + bar) / MOST_HELD_SIDEWAYS
      : (stage.headEnd + bar + (told?.offsetHeight ?? 0)) / MOST_HELD;
    this.host.toggleAttribute('crowded', held > innerHeight);
  }

  /** Between the columns’ letters, where they are held, and what stands at the bottom: a sheet, or the keys and what is told there. */
  private roomOf({ stage, covered, bar, told }: Standing): Room {
    const { position } = told === null ? { position: '' } : getComputedStyle(told);
    const height = told?.offsetHeight ?? 0;
    const held = position === 'sticky' ? bar + height : Math.max(bar, position === 'fixed' ? height : 0);
    const top = this.host.hasAttribute('crowded') ? 0 : stage.headEnd;
    return { top, bottom: innerHeight - Math.max(covered, held) };
  }
}
