import { expect } from 'chai';
import { mendStep } from '../../src/app/mend-step.ts';
import { formatRoute, parseRoute, type Route } from '../../src/app/router.ts';

type StepRoute = Extract<Route, { screen: 'lab' | 'lesson' }>;

const mended = (hash: string, opened: number | undefined) => {
  const { route, problem } = mendStep(parseRoute(hash) as StepRoute, opened);
  return [formatRoute(route), problem];
};

describe('mendStep', () => {
  for (const screen of ['#/lab/lstm', '#/lesson/bptt']) {
    it(`leaves an address of ${screen} that fits what is open as it is`, () => {
      expect(mended(`${screen}?run=a&step=40&s=x`, 40)).to.deep.equal([`${screen}?run=a&step=40&s=x`, undefined]);
      expect(mended(`${screen}?run=a`, 40)).to.deep.equal([`${screen}?run=a`, undefined]);
      expect(mended(screen, undefined)).to.deep.equal([screen, undefined]);
    });

    it(`takes a step of ${screen} that is no whole number out, with its reason`, () => {
      for (const step of ['abc', '-1', '1.5', '', '9999999999']) {
        expect(mended(`${screen}?run=a&step=${step}&s=x`, 40)).to.deep.equal([`${screen}?run=a&s=x`, 'unreadable']);
      }
    });

    it(`puts the opened step of ${screen} in the place of one that is not kept, with its reason`, () => {
      expect(mended(`${screen}?run=a&step=999`, 40)).to.deep.equal([`${screen}?run=a&step=40`, 'not-kept']);
    });
  }
});
