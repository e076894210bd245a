import { expect } from 'chai';
import { html } from 'lit';
import { BehaviorSubject } from 'rxjs';
import '../../../components/home/unroll-home.ts';
import type { HomeSources } from '../../../components/home/contract.ts';
import type { UnrollHome } from '../../../components/home/unroll-home.ts';
import type { LastRun } from '../../../src/app/home-feed.ts';
import type { OfflineState } from '../../../src/app/offline.ts';
import { labCells, parseRoute } from '../../../src/app/router.ts';
import type { Theme } from '../../../src/app/preferences.ts';
import type { StorageUse } from '../../../src/store/storage.ts';
import { fixture } from '../../support/fixture.ts';

function sources() {
  const subjects = {
    offline$: new BehaviorSubject<OfflineState>({ status: 'preparing' }),
    lastRun$: new BehaviorSubject<LastRun>({ status: 'none' }),
    storage$: new BehaviorSubject<StorageUse | undefined>(undefined),
    theme$: new BehaviorSubject<Theme>('system'),
    canInstall$: new BehaviorSubject(false),
  };
  return subjects satisfies HomeSources;
}

async function home() {
  const given = sources();
  const titles: string[] = [];
  const listen = ({ detail }: HTMLElementEventMap['screen-title']) => titles.push(detail.subtitle ?? '');
  document.body.addEventListener('screen-title', listen);
  const element = await fixture<UnrollHome>(html`<unroll-home .sources=${given}></unroll-home>`);
  document.body.removeEventListener('screen-title', listen);
  element.addEventListener('screen-title', listen);
  const root = element.shadowRoot as ShadowRoot;
  const settle = async () => {
    await element.updateComplete;
    await Promise.all(
      [...root.querySelectorAll<UnrollHome>('un-device-panel, un-last-run')].map((e) => e.updateComplete),
    );
  };
  await settle();
  const device = () => root.querySelector('un-device-panel')?.shadowRoot?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
  return { given, titles, root, settle, device };
}

describe('<unroll-home>', () => {
  it('says that it is ready offline only when the state says so', async () => {
    const { given, titles, settle, device } = await home();
    expect(titles.at(-1)).to.equal('Storing for offline use …');
    given.offline$.next({ status: 'ready', files: 25, bytes: 3_140_000 });
    await settle();
    expect(titles.at(-1)).to.match(/^Ready offline · 3\.1\u00A0MB on this (phone|computer)$/);
    expect(device()).to.contain('All 25 files are on this device.');
    given.offline$.next({ status: 'incomplete', missing: ['data/austen.txt'] });
    await settle();
    expect(titles.at(-1)).to.equal('Not ready offline');
    expect(device()).to.contain('Files missing: 1.');
  });

  it('tells how much is stored, how much is left, and whether it stays', async () => {
    const { given, settle, device } = await home();
    expect(device()).not.to.contain('used');
    given.storage$.next({ used: 1_900_000, left: 10.7e9, persistent: true });
    await settle();
    expect(device()).to.contain('1.9 MB used, 10.7 GB left.').and.contain('keeps it until you delete it');
  });

  it('offers to install only while the browser does', async () => {
    const { given, settle, device } = await home();
    expect(device()).not.to.contain('Add to home screen');
    given.canInstall$.next(true);
    await settle();
    expect(device()).to.contain('Add to home screen');
  });

  it('links each lab, the lesson, training and its runs, and nothing that is not there', async () => {
    const { root } = await home();
    const links = [...root.querySelectorAll('un-section-list')].flatMap((list) =>
      [...(list.shadowRoot as ShadowRoot).querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''),
    );
    const there = [...labCells.map((cell) => `#/lab/${cell}`), '#/lesson/bptt', '#/train', '#/runs'];
    expect([...links].sort()).to.deep.equal(there.sort());
    for (const link of links) expect(parseRoute(link).screen).not.to.equal('unknown');
  });

  it('lets its streams go when it leaves the page', async () => {
    const { given, root } = await home();
    expect(given.offline$.observed).to.equal(true);
    (root.host as HTMLElement).remove();
    for (const source of Object.values(given)) expect(source.observed).to.equal(false);
  });
});
