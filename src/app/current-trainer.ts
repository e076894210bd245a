import { Subject, takeUntil } from 'rxjs';
import type { TrainerEvent } from '../train/protocol.ts';
import { Trainer } from '../train/trainer.ts';

interface Listener {
  take(event: TrainerEvent): void;
  /** Its worker is gone; nothing more is heard of it. */
  died(): void;
}

/** The trainer of a run: at most one at a time, heard until it is let go or its worker dies. */
export class CurrentTrainer {
  private readonly replaced = new Subject<void>();
  private present: Trainer | undefined;

  constructor(private readonly listener: Listener) {}

  get trainer(): Trainer | undefined {
    return this.present;
  }

  /** Takes the place of the one before. */
  start(request: Parameters<Trainer['start']>[0]): void {
    this.letGo();
    const trainer = new Trainer();
    this.present = trainer;
    trainer.events$.pipe(takeUntil(this.replaced)).subscribe((event) => this.listener.take(event));
    trainer.alive$.pipe(takeUntil(this.replaced)).subscribe((isAlive) => {
      if (isAlive) return;
      this.letGo();
      this.listener.died();
    });
    trainer.start(request);
  }

  letGo(): void {
    this.replaced.next();
    this.present?.dispose();
    this.present = undefined;
  }
}
