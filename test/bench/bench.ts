/** The page of the bench: passes a request to the worker and gives scripts/bench.mjs its rows. */
import type { BenchPage, BenchReply, BenchRequest, BenchRow } from './protocol.ts';

function runBench(request: BenchRequest): Promise<BenchRow[]> {
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
  const rows: BenchRow[] = [];
  return new Promise<BenchRow[]>((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(`bench worker: ${event.message}`)));
    worker.addEventListener('message', ({ data: reply }: MessageEvent<BenchReply>) => {
      switch (reply.type) {
        case 'row':
          rows.push(reply.row);
          break;
        case 'done':
          resolve(rows);
          break;
        case 'failed':
          reject(new Error(reply.message));
          break;
        default:
          reply satisfies never;
      }
    });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

Object.assign(window, { runBench } satisfies BenchPage);
