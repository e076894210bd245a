/** The shortest time between two announcements, milliseconds: a screen reader must have time to speak. */
const PAUSE = 900;
/** Milliseconds before anything is said: the frame that answers the tap comes first. */
const REST = 120;

/** Says the last of many quick messages, and not more than one a second. */
export class Announcer {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saidAt = -Infinity;

  constructor(private readonly say: (text: string) => void) {}

  /** @param words found when their time has come, not while a tap is being answered */
  announce(words: () => string): void {
    clearTimeout(this.timer);
    const wait = Math.max(REST, this.saidAt + PAUSE - performance.now());
    this.timer = setTimeout(() => {
      this.saidAt = performance.now();
      this.say(words());
    }, wait);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
