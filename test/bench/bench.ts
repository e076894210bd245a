/** The page of the bench: runs the engines on a work in turns, each in a worker of its own, so that none disturbs another. */
import { checkAgreement } from './agreement.ts';
import { EngineClient } from './engine-client.ts';
import {
  engineNames,
  type BenchPage,
  type BenchRow,
  type EngineName,
  type ProductRow,
  type ProductsReply,
  type WorkRequest,
} from './protocol.ts';
import { unitsOfCall, works, type Work } from './works.ts';

/** Measured turns of each engine, after one to warm up. */
const ROUNDS = 7;
const TURN_MS = 400;

async function runWork(request: WorkRequest): Promise<BenchRow> {
  const work = works.find((each) => each.name === request.name);
  if (work === undefined) throw new Error(`no work ${request.name}`);
  const clients = new Map(engineNames.map((engine) => [engine, new EngineClient(engine)] as const));
  const skipped: Record<string, string> = {};
  try {
    const results = new Map<EngineName, readonly number[]>();
    for (const [engine, client] of clients) {
      const reply = await client.open(request);
      if (reply.type === 'opened') results.set(engine, reply.results);
      else skipped[engine] = reply.reason;
    }
    checkAgreement(work, results);
    const running = [...clients].filter(([engine]) => results.has(engine));
    return rowOf(work, { rounds: await measure(running), skipped });
  } finally {
    for (const client of clients.values()) client.close();
  }
}

type Rounds = ReadonlyMap<EngineName, readonly (readonly number[])[]>;

async function measure(clients: readonly (readonly [EngineName, EngineClient])[]): Promise<Rounds> {
  const rounds = new Map<EngineName, number[][]>(clients.map(([engine]) => [engine, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [engine, client] of clients) {
      const times = await client.measure(TURN_MS);
      if (round > 0) rounds.get(engine)?.push(times);
    }
  }
  return rounds;
}

function rowOf(work: Work, { rounds, skipped }: { rounds: Rounds; skipped: Record<string, string> }): BenchRow {
  const peers: Record<string, number> = {};
  const peersMin: Record<string, number> = {};
  let ours: number | null = null;
  let oursMin: number | null = null;
  for (const [engine, times] of rounds) {
    const best = Math.min(...times.map(median)) / unitsOfCall(work);
    const least = Math.min(...times.flat()) / unitsOfCall(work);
    if (engine === 'ours') [ours, oursMin] = [best, least];
    else [peers[engine], peersMin[engine]] = [best, least];
  }
  const bestPeer = Math.min(...Object.values(peers));
  return {
    work: work.name,
    title: work.title,
    ours_ms: ours,
    ours_min_ms: oursMin,
    gflops: ours === null ? null : work.flops / unitsOfCall(work) / ours / 1e6,
    peers,
    peers_min: peersMin,
    ratio: ours === null || !Number.isFinite(bestPeer) ? null : bestPeer / ours,
    skipped,
  };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

function runProducts(): Promise<ProductRow[]> {
  const worker = new Worker(new URL('./products.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ProductRow[]>((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(`products: ${message}`)));
    worker.addEventListener('message', ({ data }: MessageEvent<ProductsReply>) => {
      if (data.type === 'rows') resolve(data.rows);
      else reject(new Error(data.message));
    });
    worker.postMessage(null);
  }).finally(() => worker.terminate());
}

Object.assign(window, {
  works: works.map(({ name, onlyAsked = false }) => ({ name, onlyAsked })),
  runWork,
  runProducts,
} satisfies BenchPage);
