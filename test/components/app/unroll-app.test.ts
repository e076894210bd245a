import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/app/unroll-app.ts';
import { navigate, sayTitle } from '../../../components/app/contract.ts';
import type { ScreenLoader } from '../../../components/app/screens.ts';
import type { UnrollApp } from '../../../components/app/unroll-app.ts';
import type { Route } from '../../../src/app/router.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** A screen that says its own title as soon as it stands in the page. */
class ProbeScreen extends HTMLElement {
  connectedCallback(): void {
    sayTitle(this, { title: this.id, subtitle: 'below' });
  }
}
customElements.define('test-probe-screen', ProbeScreen);

function screenOf(route: Route): HTMLElement {
  const screen = new ProbeScreen();
  screen.id = route.screen;
  screen.textContent = `this is ${route.screen}`;
  return screen;
}

async function shell(loadScreen: ScreenLoader) {
  const app = await fixture<UnrollApp>(html`<unroll-app></unroll-app>`);
  const root = app.shadowRoot as ShadowRoot;
  const header = () => (root.querySelector('un-app-header') as Element).shadowRoot as ShadowRoot;
  app.loadScreen = loadScreen;
  const visit = (route: Route, address: `#/${string}`, parent?: `#/${string}`) =>
    Object.assign(app, { route, address, parent });
  const text = () => root.querySelector('main')?.textContent ?? '';
  const title = () => header().querySelector('h1')?.textContent;
  return { app, root, header, visit, text, title };
}

describe('<unroll-app>', () => {
  it('shows the screen of the route, its title, and the way back', async () => {
    const { header, visit, text, title } = await shell(async (route) => screenOf(route));
    visit({ screen: 'home' }, '#/');
    await waitUntil(() => text().includes('this is home'), 'home');
    expect(header().querySelector('a')).to.equal(null);
    visit({ screen: 'train' }, '#/train', '#/');
    await waitUntil(() => text().includes('this is train') && title() === 'train', 'training and its title');
    expect(header().querySelector('a')?.getAttribute('href')).to.equal('#/');
    expect(document.title).to.equal('train · Unroll');
  });

  it('moves the focus to the heading on a change of screen, but not at the first', async () => {
    const { header, visit, text } = await shell(async (route) => screenOf(route));
    visit({ screen: 'home' }, '#/');
    await waitUntil(() => text().includes('home'), 'home');
    expect(header().activeElement).to.equal(null);
    visit({ screen: 'train' }, '#/train', '#/');
    await waitUntil(() => header().activeElement?.tagName === 'H1', 'the focus on the heading');
  });

  it('lets a later visit overtake one that still loads', async () => {
    let release = (_screen: HTMLElement): void => {};
    const slow = new Promise<HTMLElement>((resolve) => (release = resolve));
    const { visit, text } = await shell((route) => (route.screen === 'lab' ? slow : Promise.resolve(screenOf(route))));
    visit({ screen: 'lab', cell: 'lstm' }, '#/lab/lstm', '#/');
    await new Promise((resolve) => setTimeout(resolve, 20));
    visit({ screen: 'train' }, '#/train', '#/');
    await waitUntil(() => text().includes('this is train'), 'training');
    release(screenOf({ screen: 'lab', cell: 'lstm' }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(text()).to.contain('this is train');
  });

  it('shows the last visit, also where one overtakes another whose fade has not begun', async () => {
    const { visit, text, title } = await shell(async (route) => screenOf(route));
    visit({ screen: 'home' }, '#/');
    await waitUntil(() => text().includes('this is home'), 'home');
    const fades: (() => Promise<void>)[] = [];
    const { startViewTransition } = document;
    // a browser that paints no frame for a while, and then begins with the last fade
    document.startViewTransition = (change) => {
      const updateCallbackDone = new Promise<void>((resolve) =>
        fades.push(() => Promise.resolve((change as () => Promise<void>)()).then(resolve)),
      );
      return { updateCallbackDone, ready: updateCallbackDone } as unknown as ViewTransition;
    };
    try {
      visit({ screen: 'lab', cell: 'lstm' }, '#/lab/lstm', '#/');
      await waitUntil(() => fades.length === 1, 'the first fade');
      visit({ screen: 'train' }, '#/train', '#/');
      await waitUntil(() => fades.length === 2, 'the second fade');
      for (const begin of fades.toReversed()) await begin();
      await waitUntil(() => text().includes('this is train') && title() === 'train', 'training');
    } finally {
      document.startViewTransition = startViewTransition;
    }
  });

  it('shows a screen whose fade never begins', async () => {
    const { visit, text } = await shell(async (route) => screenOf(route));
    visit({ screen: 'home' }, '#/');
    await waitUntil(() => text().includes('this is home'), 'home');
    const { startViewTransition } = document;
    const never = new Promise<void>(() => {});
    document.startViewTransition = () => ({ updateCallbackDone: never, ready: never }) as unknown as ViewTransition;
    try {
      visit({ screen: 'train' }, '#/train', '#/');
      await waitUntil(() => text().includes('this is train'), 'training');
    } finally {
      document.startViewTransition = startViewTransition;
    }
  });

  it('says what to do when a screen cannot be loaded, and tries again', async () => {
    let attempts = 0;
    const { root, visit, text } = await shell(async (route) => {
      attempts += 1;
      if (attempts === 1) throw new TypeError('Failed to fetch dynamically imported module');
      return screenOf(route);
    });
    visit({ screen: 'train' }, '#/train', '#/');
    await waitUntil(() => text().includes('could not be opened'), 'the failure');
    expect(text())
      .to.contain('Failed to fetch dynamically imported module')
      .and.contain('A part of the app did not load');
    root.querySelector<HTMLButtonElement>('main button')?.click();
    await waitUntil(() => text().includes('this is train'), 'training');
  });

  it('does not blame the app’s parts where what a screen shows is at fault, in both languages', async () => {
    const { visit, text } = await shell(async () => {
      throw new Error('reading runs: denied');
    });
    visit({ screen: 'train' }, '#/train', '#/');
    await waitUntil(() => text().includes('could not be opened'), 'the failure');
    expect(text()).to.contain('could not be read or computed').and.contain('reading runs: denied');
    expect(text()).not.to.match(/part of the app|reload the page/);
    try {
      await switchLanguage('zh-Hans');
      await waitUntil(() => text().includes('没能读出或算出'), 'the Chinese text');
    } finally {
      await switchLanguage('en');
    }
  });

  it('knows a part that did not load by the words of each browser', async () => {
    for (const message of [
      'Failed to fetch dynamically imported module: https://a.b/c.js',
      'error loading dynamically imported module: https://a.b/c.js',
      'Importing a module script failed.',
    ]) {
      const { visit, text } = await shell(async () => {
        throw new TypeError(message);
      });
      visit({ screen: 'train' }, '#/train', '#/');
      await waitUntil(() => text().includes('A part of the app did not load'), message);
    }
  });

  it('takes a double tap on the back key for one, and two taps for two', async () => {
    const { app, header, visit, text } = await shell(async (route) => screenOf(route));
    visit({ screen: 'train' }, '#/train', '#/');
    await waitUntil(() => text().includes('train') && header().querySelector('a') !== null, 'training');
    let count = 0;
    app.addEventListener('go-back', () => count++);
    const tap = (at: number) => {
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
      // when the finger came down, however late the page is to hear of it
      Object.defineProperty(click, 'timeStamp', { value: at });
      header().querySelector('a')?.dispatchEvent(click);
      expect(click.defaultPrevented).to.equal(true);
    };
    tap(1000);
    tap(1250);
    expect(count).to.equal(1);
    tap(2500);
    expect(count).to.equal(2);
  });

  it('passes on where a screen wants to go', async () => {
    const { app, root, visit, text } = await shell(async (route) => screenOf(route));
    visit({ screen: 'home' }, '#/');
    await waitUntil(() => text().includes('home'), 'home');
    let to = '';
    app.addEventListener('navigate', ({ detail }) => (to = detail.to));
    navigate(root.querySelector('main > *') as HTMLElement, '#/lab/gru');
    expect(to).to.equal('#/lab/gru');
  });
});
