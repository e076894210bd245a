/** Optimizers and schedules in words. Call from `render`. */
import { msg, str } from '@lit/localize';
import type { OptimizerName } from '../../src/nn/optimizers.ts';
import type { ScheduleName, ScheduleSpec } from '../../src/nn/schedules.ts';
import { formatCount, formatFactor } from '../controls/number-format.ts';

/** As they came, simple ones first. */
export const optimizers = [
  'sgd',
  'momentum',
  'nesterov',
  'adagrad',
  'rmsprop',
  'adam',
  'adamw',
] as const satisfies readonly OptimizerName[];

export const schedules = ['constant', 'step', 'cosine'] as const satisfies readonly ScheduleName[];

export function optimizerName(name: OptimizerName): string {
  switch (name) {
    case 'sgd':
      return 'SGD';
    case 'momentum':
      return msg('Momentum', { id: 'train.optimizer.momentum' });
    case 'nesterov':
      return 'Nesterov';
    case 'rmsprop':
      return 'RMSProp';
    case 'adagrad':
      return 'AdaGrad';
    case 'adam':
      return 'Adam';
    case 'adamw':
      return 'AdamW';
  }
}

export function scheduleName(name: ScheduleName): string {
  switch (name) {
    case 'constant':
      return msg('Constant', { id: 'train.schedule.constant' });
    case 'step':
      return msg('Falls in steps', { id: 'train.schedule.step' });
    case 'cosine':
      return msg('Cosine', { id: 'train.schedule.cosine' });
  }
}

/** A schedule with its numbers, short. */
export function scheduleText(schedule: ScheduleSpec | undefined): string {
  if (schedule === undefined) return scheduleName('constant');
  const name =
    schedule.type === 'step'
      ? msg(str`× ${formatFactor(schedule.factor)} every ${formatCount(schedule.every)}`, {
          id: 'train.schedule.step-short',
        })
      : scheduleName(schedule.type);
  const { warmup = 0 } = schedule;
  return warmup === 0 ? name : msg(str`${name}, warm-up ${formatCount(warmup)}`, { id: 'train.schedule.warmup-short' });
}
