import { filter, Subscription, take, tap } from 'rxjs';
import type { Regularization } from '../nn/penalties.ts';
import { connectBackward } from './backward.ts';
import { connectForward } from './forward.ts';
import type { PassContext } from './pass-context.ts';
import { connectUpdate, type OptimizerMemory } from './update.ts';

interface PassOptions {
  readonly memory: OptimizerMemory | undefined;
  readonly regularization: Regularization | undefined;
  /** The update phase is over: what the network goes on with. */
  done(parameters: ReadonlyMap<string, Float64Array>, memory: OptimizerMemory): void;
}

/**
 * Connects all streams of a pass; unsubscribing ends them all. Those of the later phases are made when the loss phase
 * opens: the first tap need not wait for them.
 */
export function connectPass(context: PassContext, options: PassOptions): Subscription {
  const { scheduler, given } = context;
  const streams = new Subscription();
  streams.add(connectForward(context));
  const loss$ = scheduler.opening$.pipe(
    filter(({ phase }) => phase === 'loss'),
    take(1),
    tap(() => {
      streams.add(connectBackward(context));
      const { optimizer } = given;
      if (optimizer !== undefined) streams.add(connectUpdate(context, { ...options, optimizer }));
    }),
  );
  streams.add(loss$.subscribe({ error: (reason: unknown) => scheduler.fail(reason) }));
  return streams;
}
