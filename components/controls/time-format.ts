import type { Language } from '../../src/i18n/localization.ts';

const DAY = 86_400_000;

/**
 * A past moment as one would say it: "today 23:41", "yesterday 23:41", "12 Mar, 23:41".
 * @param moment milliseconds since 1970
 */
export function formatMoment(moment: number, { language, now }: { language: Language; now: number }): string {
  const date = new Date(moment);
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    date,
  );
  const days = Math.round((midnight(now) - midnight(moment)) / DAY);
  if (days === 0 || days === 1) {
    const day = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
    return `${day} ${clock}`;
  }
  const isThisYear = new Date(now).getFullYear() === date.getFullYear();
  const day = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(date);
  return `${day}, ${clock}`;
}

/** Local time, so that days change when the reader's do; rounding above takes in days of 23 and 25 hours. */
const midnight = (moment: number): number => new Date(moment).setHours(0, 0, 0, 0);
