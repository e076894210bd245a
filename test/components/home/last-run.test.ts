import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/home/last-run.ts';
import type { LastRunCard } from '../../../components/home/last-run.ts';
import type { LastRun, RunSummary } from '../../../src/app/home-feed.ts';
import { fixture } from '../../support/fixture.ts';

const run: RunSummary = {
  id: 'a/b',
  name: 'LSTM · Austen',
  step: 1240,
  loss: 1.82,
  updated: Date.now(),
  status: 'unfinished',
  curve: [
    { step: 1, loss: 4.19 },
    { step: 600, loss: 2.2 },
    { step: 1240, loss: 1.82 },
  ],
};

async function card(last: LastRun) {
  const element = await fixture<LastRunCard>(html`<un-last-run .last=${last}></un-last-run>`);
  const root = element.shadowRoot as ShadowRoot;
  const text = (root.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  return { element, root, text };
}

describe('<un-last-run>', () => {
  it('shows the last run with its curve and resumes it', async () => {
    const { element, root, text } = await card({ status: 'found', run, isTraining: false });
    expect(text).to.match(/LSTM · Austen step 1,240 loss 1\.82, saved today \d\d:\d\d Resume/);
    let resumed = '';
    element.addEventListener('resume-run', ({ detail }) => (resumed = detail.run));
    root.querySelector('button')?.click();
    expect(resumed).to.equal('a/b');
  });

  it('draws the curve from its first to its last point, lower is better, and says both', async () => {
    const { root } = await card({ status: 'found', run, isTraining: false });
    const points = (root.querySelector('polyline')?.getAttribute('points') ?? '')
      .split(' ')
      .map((pair) => pair.split(','));
    const x = points.map(([value]) => Number(value));
    const y = points.map(([, value]) => Number(value));
    expect(points).to.have.length(3);
    expect(x[0]).to.be.lessThan(x[1]);
    expect(y[0]).to.be.lessThan(y[2]);
    expect((x[1] - x[0]) / (x[2] - x[0])).to.be.closeTo(599 / 1239, 0.001);
    expect(root.querySelector('svg')?.getAttribute('aria-label')).to.equal(
      'Loss from 4.19 at step 1 to 1.82 at step 1,240',
    );
  });

  it('draws nothing from a single point or from what is not a number', async () => {
    const curve = [
      { step: 1, loss: 4.19 },
      { step: 2, loss: NaN },
    ];
    const { root } = await card({ status: 'found', run: { ...run, curve }, isTraining: false });
    expect(root.querySelector('svg')).to.equal(null);
  });

  it('opens a run that trains, is finished or diverged instead of resuming it', async () => {
    const open = async (change: Partial<RunSummary>, isTraining = false) => {
      const { root, text } = await card({ status: 'found', run: { ...run, ...change }, isTraining });
      expect(root.querySelector('a')?.getAttribute('href')).to.equal('#/train/a%2Fb');
      expect(root.querySelector('button')).to.equal(null);
      return text;
    };
    expect(await open({}, true)).to.contain('training now');
    expect(await open({ status: 'finished' })).to.contain('finished today');
    expect(await open({ status: 'diverged' })).to.contain('diverged');
  });

  it('says where to begin when there is no run, and also when runs cannot be read', async () => {
    const none = await card({ status: 'none' });
    expect(none.root.querySelector('a')?.getAttribute('href')).to.equal('#/lab/rnn');
    const failed = await card({ status: 'failed', reason: 'blocked by the browser' });
    expect(failed.text).to.contain('could not be read').and.contain('blocked by the browser').and.contain('Begin');
  });
});
