import { expect } from 'chai';
import { formatMoment } from '../../../components/controls/time-format.ts';

const now = new Date(2026, 10, 23, 9, 5).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

describe('formatMoment', () => {
  it('names today and yesterday by the calendar, not by 24 hours', () => {
    expect(formatMoment(at(2026, 10, 23, 0, 1), { language: 'en', now })).to.equal('today 00:01');
    expect(formatMoment(at(2026, 10, 22, 23, 41), { language: 'en', now })).to.equal('yesterday 23:41');
    expect(formatMoment(at(2026, 10, 22, 23, 41), { language: 'zh-Hans', now })).to.equal('昨天 23:41');
  });

  it('gives older moments a date, and a year where it is another', () => {
    expect(formatMoment(at(2026, 2, 12, 8, 0), { language: 'en', now })).to.equal('Mar 12, 08:00');
    expect(formatMoment(at(2025, 2, 12, 8, 0), { language: 'en', now })).to.contain('2025');
  });
});
