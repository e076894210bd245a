/** The worker side of an engine: opens a work, and measures it when it is its turn. */
import { Unsupported, type Engine, type Session } from './engine.ts';
import type { EngineReply, EngineRequest } from './protocol.ts';
import { checkedCalls, works } from './works.ts';

/** Calls of one turn at least, unless they take very long. */
const LEAST_CALLS = 3;

export function serveEngine(engine: Engine): void {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  let session: Session | undefined;

  async function answer(request: EngineRequest): Promise<EngineReply> {
    switch (request.type) {
      case 'open': {
        const work = works.find(({ name }) => name === request.work);
        if (work === undefined) throw new Error(`no work ${request.work}`);
        session = await engine.open(work, { tuned: request.tuned });
        const results: number[] = [];
        for (let n = checkedCalls(work); n > 0; n--) results.push(...(await session.call()));
        return { type: 'opened', results };
      }
      case 'measure':
        if (session === undefined) throw new Error('measure: no work is open');
        return { type: 'measured', times: await timesOf(session, request.milliseconds) };
      default:
        return request satisfies never;
    }
  }

  scope.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
    answer(data).then(
      (reply) => scope.postMessage(reply),
      (error: unknown) => scope.postMessage(failure(error)),
    );
  });
}

function failure(error: unknown): EngineReply {
  if (error instanceof Unsupported) return { type: 'unsupported', reason: error.message };
  return { type: 'failed', message: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
}

/** Milliseconds of single calls, until both time and number suffice. */
async function timesOf(session: Session, milliseconds: number): Promise<number[]> {
  const times: number[] = [];
  const begin = performance.now();
  let end = begin;
  while (end < begin + milliseconds || (times.length < LEAST_CALLS && end < begin + 4 * milliseconds)) {
    const start = performance.now();
    const result = session.call();
    if (result instanceof Promise) await result;
    end = performance.now();
    times.push(end - start);
  }
  return times;
}
