import { msg, str } from '@lit/localize';
import { formatCount, formatNumber } from '../controls/number-format.ts';

/** A predicted duration as one would say it: no more exact than a prediction is. Call from `render`. */
export function durationText(seconds: number): string {
  if (seconds < 55) {
    const rounded = seconds < 7.5 ? Math.max(1, Math.round(seconds)) : Math.round(seconds / 5) * 5;
    return msg(str`${formatCount(rounded)} s`, { id: 'train.duration.seconds' });
  }
  if (seconds < 90) return msg('1 min', { id: 'train.duration.minute' });
  if (seconds < 55 * 60) return msg(str`${formatCount(seconds / 60)} min`, { id: 'train.duration.minutes' });
  const hours = seconds / 3600;
  return msg(str`${hours < 10 ? formatNumber(hours, 1) : formatCount(hours)} h`, { id: 'train.duration.hours' });
}
