import { expect } from 'chai';
import fc from 'fast-check';
import {
  formatRoute,
  labCells,
  lessonNames,
  parentRoute,
  parseRoute,
  Router,
  type Route,
} from '../../src/app/router.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = fc.string({ minLength: 1 });
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ screen: 'home' }),
  fc.record({ screen: fc.constant('lab' as const), cell: fc.constantFrom(...labCells) }),
  fc.record({ screen: fc.constant('lab' as const), cell: fc.constantFrom(...labCells), run }),
  fc.record({ screen: fc.constant('lab' as const), cell: fc.constantFrom(...labCells), state: fc.string() }),
  fc.constant<Route>({ screen: 'train' }),
  fc.record({ screen: fc.constant('train' as const), run }),
  fc.record({ screen: fc.constant('train' as const), run, step: fc.nat(999_999_999) }),
  fc.record({
    screen: fc.constant('lab' as const),
    cell: fc.constantFrom(...labCells),
    run,
    step: fc.nat(999_999_999),
  }),
  fc.constant<Route>({ screen: 'runs' }),
  fc.record({ screen: fc.constant('lesson' as const), lesson: fc.constantFrom(...lessonNames) }),
  fc.record({ screen: fc.constant('lesson' as const), lesson: fc.constantFrom(...lessonNames), state: fc.string() }),
  fc.record(
    {
      screen: fc.constant('lesson' as const),
      lesson: fc.constantFrom(...lessonNames),
      run,
      step: fc.nat(999_999_999),
      state: fc.string(),
    },
    { requiredKeys: ['screen', 'lesson', 'run'] },
  ),
  fc.record({
    screen: fc.constant('runs' as const),
    compare: fc.array(fc.stringMatching(/^[0-9a-f]{1,16}$/), { minLength: 1 }),
  }),
);

describe('parseRoute', () => {
  it('reads back every route that formatRoute wrote', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(formatRoute(route))).to.deep.equal({ ...route });
      }),
    );
  });

  it('tells a link that was cut off right behind s= from an address without a state', () => {
    for (const path of ['#/lab/lstm', '#/lab/lstm?run=a', '#/lesson/bptt', '#/lesson/bptt?run=a']) {
      const cut = `${path}${path.includes('?') ? '&' : '?'}s=`;
      expect(parseRoute(path), path).not.to.have.property('state');
      expect(parseRoute(cut), cut).to.have.property('state', '');
    }
  });

  it('never throws, and calls unknown what names no screen', () => {
    fc.assert(fc.property(fc.string(), (text) => parseRoute(`#${text}`).screen.length > 0));
    for (const address of ['#/lab', '#/lab/transformer', '#/nowhere', '#/train/a/b', '#/%E0%A4%A']) {
      expect(parseRoute(address), address).to.deep.equal({ screen: 'unknown', address: address.slice(1) });
    }
  });

  it('takes an empty hash, and one without its sign, for what it means', () => {
    expect(parseRoute('')).to.deep.equal({ screen: 'home' });
    expect(parseRoute('#/')).to.deep.equal({ screen: 'home' });
    expect(parseRoute('/lab/gru')).to.deep.equal({ screen: 'lab', cell: 'gru' });
    expect(parseRoute('#/lab/lstm?run=')).to.deep.equal({ screen: 'lab', cell: 'lstm' });
    expect(parseRoute('#/runs?compare=,')).to.deep.equal({ screen: 'runs' });
    expect(parseRoute('#/train/a?step=-1')).to.deep.equal({ screen: 'train', run: 'a' });
  });
});

describe('parentRoute', () => {
  it('leads from a trained run in the lab to the run, from everything else to home', () => {
    expect(parentRoute({ screen: 'lab', cell: 'lstm', run: 'a b' })).to.deep.equal({ screen: 'train', run: 'a b' });
    expect(parentRoute({ screen: 'lab', cell: 'lstm' })).to.deep.equal({ screen: 'home' });
    expect(parentRoute({ screen: 'train', run: 'a' })).to.deep.equal({ screen: 'home' });
    expect(parentRoute({ screen: 'lab', cell: 'lstm', run: 'a', step: 250 })).to.deep.equal({
      screen: 'train',
      run: 'a',
      step: 250,
    });
    expect(parentRoute({ screen: 'runs', compare: ['a', 'b'] })).to.deep.equal({ screen: 'runs' });
    expect(parentRoute({ screen: 'runs' })).to.deep.equal({ screen: 'home' });
    expect(parentRoute({ screen: 'home' })).to.equal(undefined);
  });
});

describe('Router', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('follows the address, by its own way and by the reader’s', async () => {
    const router = new Router();
    const seen: string[] = [];
    router.route$.subscribe((route) => seen.push(formatRoute(route)));
    router.go({ screen: 'lab', cell: 'gru' });
    await waitUntil(() => seen.length === 2, 'the lab');
    location.hash = '#/train';
    await waitUntil(() => seen.length === 3, 'training');
    history.back();
    await waitUntil(() => seen.length === 4, 'the lab again');
    expect(seen).to.deep.equal(['#/', '#/lab/gru', '#/train', '#/lab/gru']);
    router.dispose();
  });

  it('notes the state of the screen in sight, without opening it anew, and no other screen’s', async () => {
    history.replaceState(null, '', '#/lesson/bptt');
    const router = new Router();
    const seen: string[] = [];
    router.route$.subscribe((route) => seen.push(formatRoute(route)));
    router.note({ screen: 'lesson', lesson: 'bptt', state: 'abc' });
    expect(location.hash).to.equal('#/lesson/bptt?s=abc');
    router.go({ screen: 'train' });
    router.note({ screen: 'lesson', lesson: 'bptt', state: 'def' });
    await waitUntil(() => router.current.screen === 'train', 'training');
    router.note({ screen: 'lesson', lesson: 'bptt', state: 'def' });
    expect(location.hash).to.equal('#/train');
    expect(seen).to.deep.equal(['#/lesson/bptt', '#/train']);
    router.dispose();
  });

  it('notes nothing of run A once run B is asked for, before the page hears of it or after', async () => {
    history.replaceState(null, '', '#/lesson/bptt?run=a&step=5');
    const router = new Router();
    const first = router.current;
    const late = () => {
      // the lesson in sight, some time after an edit, and the one that was still being opened
      router.note({ screen: 'lesson', lesson: 'bptt', run: 'a', step: 5, state: 'abc' });
      router.note({ screen: 'lesson', lesson: 'bptt', run: 'a', step: 4 }, first);
    };
    location.hash = '#/lesson/bptt?run=b';
    late();
    expect(location.hash).to.equal('#/lesson/bptt?run=b');
    await waitUntil(() => router.current !== first, 'run B');
    late();
    expect(location.hash).to.equal('#/lesson/bptt?run=b');
    // B itself may: what it finds on opening, and what is changed there
    router.note({ screen: 'lesson', lesson: 'bptt' }, router.current);
    expect(location.hash).to.equal('#/lesson/bptt');
    router.note({ screen: 'lesson', lesson: 'bptt', state: 'xyz' });
    expect(location.hash).to.equal('#/lesson/bptt?s=xyz');
    router.dispose();
  });

  it('notes no training step of another run', async () => {
    history.replaceState(null, '', '#/train/a');
    const router = new Router();
    router.note({ screen: 'train', run: 'a', step: 7 });
    expect(location.hash).to.equal('#/train/a?step=7');
    router.go({ screen: 'train', run: 'b' });
    router.note({ screen: 'train', run: 'a', step: 8 });
    await waitUntil(() => location.hash === '#/train/b', 'the other run');
    router.note({ screen: 'train', run: 'a', step: 8 });
    expect(location.hash).to.equal('#/train/b');
    router.dispose();
  });

  it('leads back to where the reader came from, not one level up', async () => {
    const router = new Router();
    router.go({ screen: 'lesson', lesson: 'bptt' });
    await waitUntil(() => router.current.screen === 'lesson', 'the lesson');
    router.go({ screen: 'lab', cell: 'lstm', run: 'a', step: 250 });
    await waitUntil(() => router.current.screen === 'lab', 'the lab');
    const { length } = history;
    router.back();
    await waitUntil(() => router.current.screen === 'lesson', 'the lesson again');
    router.back();
    await waitUntil(() => router.current.screen === 'home', 'home');
    expect(history.length).to.equal(length);
    router.dispose();
  });

  it('leads back one level up where the reader came from outside, from the address as it is noted', async () => {
    history.replaceState(null, '', '#/lab/lstm?run=a&step=251');
    const router = new Router();
    const parents: unknown[] = [];
    router.parent$.subscribe((parent) => parents.push(parent));
    router.note({ screen: 'lab', cell: 'lstm', run: 'a', step: 250 }, router.current);
    router.back();
    await waitUntil(() => router.current.screen === 'train', 'the run');
    expect(location.hash).to.equal('#/train/a?step=250');
    expect(parents).to.deep.equal(['#/train/a?step=251', '#/train/a?step=250', '#/']);
    // and on to the first screen, not down to the lab again
    router.back();
    await waitUntil(() => router.current.screen === 'home', 'home');
    router.dispose();
  });

  it('puts a screen in the place of the one before, and follows', async () => {
    const router = new Router();
    router.go({ screen: 'train' });
    await waitUntil(() => router.current.screen === 'train', 'the form');
    const { length } = history;
    router.replace({ screen: 'train', run: 'a' });
    await waitUntil(() => location.hash === '#/train/a', 'the run');
    expect([router.current, history.length]).to.deep.equal([{ screen: 'train', run: 'a' }, length]);
    router.back();
    await waitUntil(() => router.current.screen === 'home', 'home');
    router.dispose();
  });

  it('hears nothing after dispose', async () => {
    const router = new Router();
    const seen: Route[] = [];
    let isComplete = false;
    router.route$.subscribe({ next: (route) => seen.push(route), complete: () => (isComplete = true) });
    router.dispose();
    const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    location.hash = '#/train';
    await changed;
    expect(seen).to.have.length(1);
    expect(isComplete).to.equal(true);
  });
});
