/** Runs the asked works one after the other, in a worker as in the app, and posts a row for each. */
import { measure } from './measure.ts';
import type { BenchReply, BenchRequest } from './protocol.ts';
import { works } from './works.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const reply = (message: BenchReply) => scope.postMessage(message);

scope.addEventListener('message', ({ data: { only } }: MessageEvent<BenchRequest>) => {
  const unknown = only.filter((name) => !works.some((work) => work.name === name));
  if (unknown.length > 0) {
    const names = works.map((work) => work.name).join(', ');
    reply({ type: 'failed', message: `--only: expected some of ${names}; got ${unknown.join(', ')}` });
    return;
  }
  for (const work of works) {
    if (only.length === 0 || only.includes(work.name)) reply({ type: 'row', row: measure(work) });
  }
  reply({ type: 'done' });
});
