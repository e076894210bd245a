import { msg } from '@lit/localize';
import type { Phase } from '../../src/streams/events.ts';
import type { Grain } from '../../src/streams/grains.ts';

export function phaseName(phase: Phase): string {
  switch (phase) {
    case 'forward':
      return msg('Forward', { id: 'phase.forward' });
    case 'loss':
      return msg('Loss', { id: 'phase.loss' });
    case 'backward':
      return msg('Backward', { id: 'phase.backward' });
    case 'update':
      return msg('Update', { id: 'phase.update' });
    default:
      return phase satisfies never;
  }
}

export function grainName(grain: Grain): string {
  switch (grain) {
    case 'operation':
      return msg('operation', { id: 'grain.operation' });
    case 'neuron':
      return msg('neuron', { id: 'grain.neuron' });
    case 'layer':
      return msg('layer', { id: 'grain.layer' });
    case 'time-step':
      return msg('time step', { id: 'grain.time-step' });
    case 'phase':
      return msg('phase', { id: 'grain.phase' });
    default:
      return grain satisfies never;
  }
}
