/** The composition root: the only module that imports components as values, and the place where rooms are wired. */
import { msg, str } from '@lit/localize';
import '../components/app/unroll-app.ts';
import type { UnrollApp } from '../components/app/unroll-app.ts';
import '../components/home/unroll-home.ts';
import { HomeFeed } from './app/home-feed.ts';
import { Installer } from './app/installer.ts';
import { Offline } from './app/offline.ts';
import { once } from './app/once.ts';
import { Preferences } from './app/preferences.ts';
import { formatRoute, parentRoute, Router, type Route } from './app/router.ts';
import { chooseLanguage, switchLanguage } from './i18n/localization.ts';

const installer = new Installer();
const preferences = new Preferences();
const offline = new Offline();
const router = new Router();
const store = once(async () => {
  const { Store } = await import('./store/store.ts');
  return new Store();
});
const feed = new HomeFeed({
  lastRun: async () => (await (await store()).runs.list())[0],
  storageUse: async () => (await import('./store/storage.ts')).storageUse(),
  training: () => undefined,
});

await chooseLanguage();
const app = document.createElement('unroll-app');
const home = document.createElement('unroll-home');
home.sources = {
  offline$: offline.state$,
  theme$: preferences.theme$,
  canInstall$: installer.canInstall$,
  lastRun$: feed.lastRun$,
  storage$: feed.storage$,
};
wire(app);
document.body.append(app);
void offline.start().then(() => feed.readStorage());

function wire(shell: UnrollApp): void {
  shell.loadScreen = loadScreen;
  preferences.theme$.subscribe((theme) => (shell.theme = theme));
  router.route$.subscribe((route) => {
    const parent = parentRoute(route);
    shell.route = route;
    shell.address = formatRoute(route);
    shell.parent = parent && formatRoute(parent);
  });
  shell.addEventListener('navigate', ({ detail }) => router.go(detail.to));
  shell.addEventListener('choose-theme', ({ detail }) => preferences.setTheme(detail.theme));
  shell.addEventListener('choose-language', ({ detail }) => {
    switchLanguage(detail.language).catch(() =>
      shell.showNotice({
        kind: 'problem',
        text: msg('The other language is not on this device yet. Connect once, then try again.', {
          id: 'app.no-language',
        }),
      }),
    );
  });
  shell.addEventListener('install-app', () => void installer.install());
  offline.update$.subscribe((update) => {
    if (update === 'none') return;
    shell.showNotice({
      id: 'update',
      text: msg('A newer version of Unroll is ready.', { id: 'app.update' }),
      action: { label: msg('Reload', { id: 'app.reload' }), run: () => void offline.applyUpdate(saveEverything) },
    });
  });
  addEventListener('error', ({ error, message }) => surface(shell, error ?? message));
  addEventListener('unhandledrejection', ({ reason }) => surface(shell, reason));
}

async function loadScreen(route: Route): Promise<HTMLElement> {
  switch (route.screen) {
    case 'unknown':
    case 'home':
      home.lostAddress = route.screen === 'unknown' ? route.address : '';
      void feed.refresh();
      return home;
    case 'lab':
    case 'train':
      throw new Error(`${route.screen}: this screen is being wired`);
  }
}

/** Before the page is reloaded for an update. */
async function saveEverything(): Promise<void> {}

/** No error is silent: what nobody caught is shown. */
function surface(shell: UnrollApp, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  // Chromium's note that a layout took two rounds; nothing is lost by it.
  if (message.startsWith('ResizeObserver loop')) return;
  shell.showNotice({
    id: 'error',
    kind: 'problem',
    text: msg(str`Something went wrong: ${message}`, { id: 'app.error' }),
  });
}
