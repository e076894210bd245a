import { Observable, ReplaySubject, share } from 'rxjs';
import { Trainer } from '../train/trainer.ts';

/**
 * A worker for questions that need no run: made with the first one, there for the next, and another in its place once it
 * has died. It completes then; who waits for an answer has the trainer's own WorkerDiedError, who waits for none nothing.
 * @param rest ends the worker when it fires while nobody asks
 */
export function askedTrainer(rest: () => Observable<unknown>): Observable<Trainer> {
  return new Observable<Trainer>((subscriber) => {
    const trainer = new Trainer();
    let isAlive = true;
    subscriber.next(trainer);
    const died = trainer.alive$.subscribe((each) => {
      isAlive = each;
      if (!isAlive) subscriber.complete();
    });
    return () => {
      died.unsubscribe();
      // a dead one has ended by itself, and is about to say why to those who wait
      if (isAlive) trainer.dispose();
    };
  }).pipe(share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: rest }));
}
