import { expect } from 'chai';
import { OvertakenError, Visits } from '../../src/app/visits.ts';
import { rejection } from '../support/rejection.ts';

describe('Visits', () => {
  it('hands on what was loaded for the latest visit, or why it could not be', async () => {
    const visits = new Visits();
    expect(await visits.load(Promise.resolve(7))).to.equal(7);
    expect(await rejection(visits.load(Promise.reject(new RangeError('gone'))))).to.be.instanceOf(RangeError);
  });

  it('has nothing for an earlier visit, however its loading ends', async () => {
    const visits = new Visits();
    const earlier = [Promise.resolve(1), Promise.reject(new RangeError('gone'))].map(async (loading) =>
      rejection(visits.load(loading)),
    );
    expect(await visits.load(Promise.resolve(2))).to.equal(2);
    for (const each of await Promise.all(earlier)) expect(each).to.be.instanceOf(OvertakenError);
  });
});
