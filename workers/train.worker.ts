import type { TrainerCommand, TrainerEvent } from '../src/train/protocol.ts';
import { referenceKernels } from './kernels/reference/kernel-set.ts';
import { failure, Run } from './run.ts';

/** How often the worker says that it lives, while it has nothing else to say. Milliseconds. */
const HEARTBEAT = 1000;

const kernels = referenceKernels();
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
let current: Run | undefined;

function post(event: TrainerEvent, transfer: readonly ArrayBuffer[] = []): void {
  scope.postMessage(event, [...transfer]);
}

function take(command: TrainerCommand): void {
  if (command.type === 'start') {
    current?.end();
    current = undefined;
    current = new Run(command, { kernels, post });
    return;
  }
  if (current?.id !== command.run) {
    const request = 'request' in command ? { request: command.request } : {};
    const message = `there is no run "${command.run}"`;
    return post({ type: 'failed', run: command.run, reason: 'no-run', message, ...request });
  }
  current.take(command);
  if (command.type === 'stop') current = undefined;
}

scope.addEventListener('message', ({ data: command }: MessageEvent<TrainerCommand>) => {
  try {
    take(command);
  } catch (error) {
    const request = 'request' in command ? { request: command.request } : {};
    post(failure(error, { run: command.run, ...request }));
  }
});
setInterval(() => post({ type: 'heartbeat', run: current?.id ?? null }), HEARTBEAT);
