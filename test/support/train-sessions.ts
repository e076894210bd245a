import { filter, firstValueFrom, timeout, type Observable } from 'rxjs';
import { TrainSession, type StartRequest } from '../../src/app/train-session.ts';
import { defaultSetup, type TrainSetup } from '../../src/app/train-setup.ts';
import type { TrainState } from '../../src/app/train-state.ts';
import type { Store } from '../../src/store/store.ts';

/** What the runs learn. */
export const text = 'the quick brown fox jumps over the lazy dog. '.repeat(40);
export const small: TrainSetup = { ...defaultSetup, cell: 'rnn', units: 8, batch: 4, length: 8, steps: 40 };
/** Longer than any test: of so few units, as many steps took two seconds. */
export const endless = { ...small, units: 64, length: 32, steps: 100_000 };

const sessions: TrainSession[] = [];

/** A session that ends with the test. */
export function sessionOn(store: Store, lowBattery$?: Observable<number>): TrainSession {
  const session = new TrainSession(store, lowBattery$);
  sessions.push(session);
  return session;
}

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.end()));
});

export function request(setup: TrainSetup): StartRequest {
  return { setup, name: 'RNN · fox', data: { kind: 'own', text, title: 'fox' } };
}

export async function startRun(session: TrainSession, setup: TrainSetup): Promise<string> {
  const answer = await session.start(request(setup));
  if (!('id' in answer)) throw new Error(`expected a run, got ${JSON.stringify(answer)}`);
  return answer.id;
}

type Shown = Extract<TrainState, { run: unknown }>;

/** The first state that shows a run and fits; rejects after a minute. */
export function shown(session: TrainSession, fits: (state: Shown) => boolean): Promise<Shown> {
  return firstValueFrom(
    session.state$.pipe(
      filter((state): state is Shown => 'run' in state && fits(state)),
      timeout(60_000),
    ),
  );
}

/** The state at the end, when all of it is on the disk: a timed save may have brought the last step there before it. */
export async function finished(session: TrainSession, steps: number): Promise<Shown> {
  const isDone = ({ status, run }: Shown) => status === 'finished' && run.samples.at(-1)?.step === steps;
  await shown(session, isDone);
  await session.save();
  return shown(session, isDone);
}

export const isAt = (step: number) => (state: Shown) => state.run.step >= step;
