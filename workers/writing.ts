import { traceModel } from '../src/nn/trace-model.ts';
import type { TrainerCommand, TrainerEvent, WrittenCharacter } from '../src/train/protocol.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { TextSampler } from './sampling.ts';

type Command = Extract<TrainerCommand, { type: 'write' | 'write-on' }>;

/** A network that writes a character at a time, as fast as it is asked. */
export class Writing {
  private next: (() => WrittenCharacter) | undefined;

  /** Throws RangeError for a prompt that the network cannot read, Error when nothing was begun. */
  take(command: Command, kernels: KernelSet): TrainerEvent {
    const { run, request } = command;
    if (command.type === 'write') {
      const sampler = new TextSampler(traceModel(command.model, { training: false }), kernels);
      this.next = sampler.write(command.parameters, command.write);
      return { type: 'written', run, request, characters: [] };
    }
    const { next } = this;
    if (next === undefined) throw new Error('write-on: expected something begun by write');
    return { type: 'written', run, request, characters: Array.from({ length: command.count }, next) };
  }
}
