import type { EngineName, EngineReply, EngineRequest, WorkRequest } from './protocol.ts';

/** One engine in its worker, asked one thing at a time. */
export class EngineClient {
  private readonly worker: Worker;

  constructor(private readonly name: EngineName) {
    this.worker = workerOf(name);
  }

  /** Opens a work and returns what its first calls computed. */
  async open({ name: work, tuned }: WorkRequest): Promise<Extract<EngineReply, { type: 'opened' | 'unsupported' }>> {
    const reply = await this.ask({ type: 'open', work, tuned });
    if (reply.type === 'opened' || reply.type === 'unsupported') return reply;
    throw this.problem(reply);
  }

  /** Milliseconds of each call of one turn. */
  async measure(milliseconds: number): Promise<number[]> {
    const reply = await this.ask({ type: 'measure', milliseconds });
    if (reply.type === 'measured') return reply.times;
    throw this.problem(reply);
  }

  close(): void {
    this.worker.terminate();
  }

  private ask(request: EngineRequest): Promise<EngineReply> {
    const answered = new AbortController();
    const { signal } = answered;
    return new Promise<EngineReply>((resolve, reject) => {
      this.worker.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => resolve(data), { signal });
      this.worker.addEventListener('error', ({ message }) => reject(new Error(`${this.name}: ${message}`)), { signal });
      this.worker.postMessage(request);
    }).finally(() => answered.abort());
  }

  private problem(reply: EngineReply): Error {
    return new Error(`${this.name}: ${reply.type === 'failed' ? reply.message : `unexpected answer ${reply.type}`}`);
  }
}

/** The bundler wants each address written out. */
function workerOf(name: EngineName): Worker {
  switch (name) {
    case 'ours':
      return new Worker(new URL('./ours.worker.ts', import.meta.url), { type: 'module' });
    case 'jax-js':
      return new Worker(new URL('./peers/jax-js.worker.ts', import.meta.url), { type: 'module' });
    case 'tfjs':
      return new Worker(new URL('./peers/tfjs.worker.ts', import.meta.url), { type: 'module' });
    default:
      return name satisfies never;
  }
}
