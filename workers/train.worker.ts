import type { TrainerCommand, TrainerEvent } from '../src/train/protocol.ts';
import { evaluating } from './evaluating.ts';
import { bestKernels } from './kernels/choose.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { measureSpeed } from './measure.ts';
import { predictionOf } from './predicting.ts';
import { failure, Run } from './run.ts';
import { estimateRun } from './run-estimate.ts';
import { inSlices } from './slices.ts';
import { TermMeasuring } from './term-measuring.ts';
import { Writing } from './writing.ts';

/** How often the worker says that it lives, while it has nothing else to say. Milliseconds. */
const HEARTBEAT = 1000;

/** Loaded once; commands wait for it, in the order in which they came. */
const loading = bestKernels();
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
let current: Run | undefined;
const writing = new Writing();
const termMeasuring = new TermMeasuring(post);

function post(event: TrainerEvent, transfer: readonly ArrayBuffer[] = []): void {
  scope.postMessage(event, [...transfer]);
}

async function take(command: TrainerCommand, kernels: KernelSet): Promise<void> {
  if (command.type === 'start') {
    current?.end();
    current = undefined;
    current = new Run(command, { kernels, post });
    return;
  }
  if (command.type === 'measure') {
    const { run, request } = command;
    return post({ type: 'measured', run, request, speed: measureSpeed(kernels) });
  }
  if (command.type === 'write' || command.type === 'write-on') return post(writing.take(command, kernels));
  if (command.type === 'evaluate') {
    const { run, request } = command;
    const report = await inSlices(evaluating(command.evaluate, kernels));
    return post({ type: 'report', run, request, report });
  }
  if (command.type === 'predict') {
    const { run, request } = command;
    return post({ type: 'predicted', run, request, prediction: predictionOf(command.predict, kernels) });
  }
  if (command.type === 'estimate') {
    const { run, request } = command;
    return post({ type: 'estimated', run, request, estimate: estimateRun(command.estimate) });
  }
  if (command.type === 'terms' || command.type === 'forget-terms') return termMeasuring.take(command, kernels);
  if (current?.id !== command.run) {
    const request = 'request' in command ? { request: command.request } : {};
    const message = `there is no run "${command.run}"`;
    return post({ type: 'failed', run: command.run, reason: 'no-run', message, ...request });
  }
  current.take(command);
  if (command.type === 'stop') current = undefined;
}

async function answer(command: TrainerCommand): Promise<void> {
  try {
    await take(command, await loading);
  } catch (error) {
    const request = 'request' in command ? { request: command.request } : {};
    post(failure(error, { run: command.run, ...request }));
  }
}

scope.addEventListener('message', ({ data }: MessageEvent<TrainerCommand>) => void answer(data));
setInterval(() => post({ type: 'heartbeat', run: current?.id ?? null }), HEARTBEAT);
