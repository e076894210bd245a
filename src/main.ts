/** The composition root: the only module that imports components as values, and the place where rooms are wired. */
import { msg, str } from '@lit/localize';
import '../components/app/unroll-app.ts';
import '../components/home/unroll-home.ts';
import { HomeFeed } from './app/home-feed.ts';
import { Installer } from './app/installer.ts';
import { Offline } from './app/offline.ts';
import type { LabRoom } from './app/lab-room.ts';
import type { LinkProblem } from './app/link.ts';
import { once } from './app/once.ts';
import { Preferences } from './app/preferences.ts';
import { formatRoute, parentRoute, Router, type Route } from './app/router.ts';
import type { TrainSession } from './app/train-session.ts';
import { chooseLanguage, currentLanguage, switchLanguage } from './i18n/localization.ts';
import type { StoreEvent } from './store/connection.ts';

const installer = new Installer();
const preferences = new Preferences();
const offline = new Offline();
const router = new Router();
await chooseLanguage();
const app = document.createElement('unroll-app');
const home = document.createElement('unroll-home');

const store = once(async () => {
  const { Store } = await import('./store/store.ts');
  return new Store({ tell: tellStoreEvent });
});
const feed = new HomeFeed({
  lastRun: async () => (await (await store()).runs.list())[0],
  storageUse: async () => (await import('./store/storage.ts')).storageUse(),
});
let training: TrainSession | undefined;
const openTraining = once(async () => {
  const [kept, { TrainSession }] = await Promise.all([store(), import('./app/train-session.ts')]);
  training = new TrainSession(kept);
  training.training$.subscribe((run) => void feed.follow(run));
  void training.tidy().catch(tellError);
  return training;
});

const openLibrary = once(async () => {
  const [kept, session, { LibrarySession }, storage] = await Promise.all([
    store(),
    openTraining(),
    import('./app/library-session.ts'),
    import('./store/storage.ts'),
  ]);
  return new LibrarySession({ store: kept, training: session, ...storage });
});

let labs: LabRoom | undefined;
const openLabs = once(async () => {
  const { LabRoom } = await import('./app/lab-room.ts');
  labs = new LabRoom(store);
  return labs;
});

const openBptt = once(async () => {
  const { BpttRoom } = await import('./app/bptt-room.ts');
  return new BpttRoom((route) => router.note(route));
});

app.loadScreen = loadScreen;
home.sources = {
  offline$: offline.state$,
  theme$: preferences.theme$,
  canInstall$: installer.canInstall$,
  lastRun$: feed.lastRun$,
  storage$: feed.storage$,
};
preferences.theme$.subscribe((theme) => (app.theme = theme));
router.route$.subscribe((route) => {
  const parent = parentRoute(route);
  Object.assign(app, { route, address: formatRoute(route), parent: parent && formatRoute(parent) });
});
offline.update$.subscribe((update) => update !== 'none' && tellUpdate());

app.addEventListener('navigate', ({ detail }) => router.go(detail.to));
app.addEventListener('choose-theme', ({ detail }) => preferences.setTheme(detail.theme));
app.addEventListener('choose-language', ({ detail }) => void switchLanguage(detail.language).catch(tellNoLanguage));
app.addEventListener('install-app', () => void installer.install());
app.addEventListener('resume-run', ({ detail }) => void resume(detail.run).catch(tellError));
addEventListener('error', ({ error, message }) => tellError(error ?? message));
addEventListener('unhandledrejection', ({ reason }) => tellError(reason));

// For the console: `unroll.network.layer('cell').unit(0).activation$.subscribe(console.log)`.
Object.assign(globalThis, {
  unroll: {
    get network() {
      return labs?.network;
    },
  },
});

document.body.append(app);
void offline.start().then(() => feed.readStorage());

async function loadScreen(route: Route): Promise<HTMLElement> {
  switch (route.screen) {
    case 'unknown':
    case 'home':
      home.lostAddress = route.screen === 'unknown' ? route.address : '';
      void feed.refresh();
      return home;
    case 'train': {
      const [session] = await Promise.all([openTraining(), import('../components/train/unroll-train.ts')]);
      return Object.assign(document.createElement('unroll-train'), { session, run: route.run, step: route.step });
    }
    case 'write': {
      const [kept, { SamplingSession }] = await Promise.all([
        store(),
        import('./app/sampling-session.ts'),
        import('../components/sampling/unroll-sampling.ts'),
      ]);
      const session = new SamplingSession(kept);
      void session.open(route.run, route.step);
      return Object.assign(document.createElement('unroll-sampling'), { session });
    }
    case 'runs': {
      const { compare: runs } = route;
      if (runs !== undefined) {
        const [session] = await Promise.all([openLibrary(), import('../components/library/unroll-compare.ts')]);
        return Object.assign(document.createElement('unroll-compare'), { session, runs });
      }
      const [session] = await Promise.all([openLibrary(), import('../components/library/unroll-library.ts')]);
      return Object.assign(document.createElement('unroll-library'), { session });
    }
    case 'lab': {
      const [room] = await Promise.all([openLabs(), import('../components/lab/unroll-lab.ts')]);
      const { session, link } = await room.enter(route).catch((error: unknown) => {
        // The weights of a run may be gone; the cell's own small network is always there.
        if (route.run === undefined) throw error;
        void tellNoRun(error);
        return room.enter({ screen: 'lab', cell: route.cell });
      });
      // the state is kept by the lab's own memory from here on
      if (link !== undefined) router.note({ screen: 'lab', cell: route.cell });
      if (link === 'opened') tellOpenedLink(() => session.undo());
      else if (link !== undefined) tellBadLink(link);
      return Object.assign(document.createElement('unroll-lab'), { session });
    }
    case 'lesson': {
      const { run } = route;
      const opened = run === undefined ? undefined : await openRunInBptt({ ...route, run });
      if (opened !== undefined) return opened;
      const [room] = await Promise.all([openBptt(), import('../components/bptt/unroll-bptt.ts')]);
      const state = run === undefined ? route.state : undefined;
      const { session, problem } = room.enter(state, currentLanguage() === 'en' ? 'en' : 'zh');
      if (problem !== undefined) tellBadLink(problem);
      return Object.assign(document.createElement('unroll-bptt'), { session });
    }
    default:
      return route satisfies never;
  }
}

/** Undefined, and the reason told, where that run cannot be opened: the lesson's own network is always there. */
async function openRunInBptt(at: { run: string; step?: number; state?: string }): Promise<HTMLElement | undefined> {
  try {
    const [kept, room] = await Promise.all([store(), openBptt(), import('../components/bptt/unroll-bptt-run.ts')]);
    const { session, problem } = await room.enterRun(kept, at);
    if (problem !== undefined) tellBadLink(problem);
    return Object.assign(document.createElement('unroll-bptt-run'), { session });
  } catch (error) {
    const { OpenRunError } = await import('./app/open-run.ts');
    if (!(error instanceof OpenRunError)) throw error;
    app.showNotice({
      kind: 'problem',
      text:
        error.reason === 'missing'
          ? msg('That run is not on this device. Here is the lesson with a network of its own.', {
              id: 'app.bptt-no-run',
            })
          : error.reason === 'no-weights'
            ? msg('That run has saved no weights yet. Here is the lesson with a network of its own.', {
                id: 'app.bptt-no-weights',
              })
            : msg('That run has no recurrent network. Here is the lesson with a network of its own.', {
                id: 'app.bptt-not-recurrent',
              }),
    });
    return undefined;
  }
}

async function resume(run: string): Promise<void> {
  const session = await openTraining();
  await session.open(run);
  await session.resume();
  router.go({ screen: 'train', run });
}

/** Reloading ends the worker: what it has done so far is saved first. */
async function saveEverything(): Promise<void> {
  await training?.pause();
}

function tellUpdate(): void {
  app.showNotice({
    id: 'update',
    text: msg('A newer version of Unroll is ready.', { id: 'app.update' }),
    action: {
      label: msg('Reload', { id: 'app.reload' }),
      run: () => void offline.applyUpdate(saveEverything).catch(tellError),
    },
  });
}

function tellNoLanguage(): void {
  app.showNotice({
    kind: 'problem',
    text: msg('The other language is not on this device yet. Connect once, then try again.', { id: 'app.no-language' }),
  });
}

async function tellNoRun(error: unknown): Promise<void> {
  const { OpenRunError } = await import('./app/open-run.ts');
  const isGone = error instanceof OpenRunError && error.reason === 'missing';
  const isNew = error instanceof OpenRunError && error.reason === 'no-weights';
  const reason = error instanceof Error ? error.message : String(error);
  app.showNotice({
    kind: 'problem',
    text: isGone
      ? msg('That run is not on this device. Here is a small network of its kind.', { id: 'app.no-run' })
      : isNew
        ? msg('That run has saved no weights yet. Here is a small network of its kind.', { id: 'app.no-weights' })
        : msg(str`That run could not be opened (${reason}). Here is a small network of its kind.`, {
            id: 'app.bad-run',
          }),
  });
}

function tellOpenedLink(undo: () => void): void {
  app.showNotice({
    id: 'link',
    text: msg('This is the lab of the link. Your own comes back with Undo.', { id: 'app.opened-link' }),
    action: { label: msg('Undo', { id: 'settings.undo' }), run: undo },
  });
}

function tellBadLink(problem: LinkProblem): void {
  app.showNotice({
    id: 'link',
    kind: 'problem',
    text:
      problem === 'other-version'
        ? msg('This link was made by another version of Unroll. Here is the lesson as it opens by itself.', {
            id: 'app.old-link',
          })
        : msg('This link is damaged or cut off. Here is the lesson as it opens by itself.', { id: 'app.bad-link' }),
  });
}

function tellStoreEvent(event: StoreEvent): void {
  const texts: Record<StoreEvent, string> = {
    blocked: msg('Another tab has an older Unroll open. Close it: your runs open here as soon as it is gone.', {
      id: 'app.store-blocked',
    }),
    outdated: msg('Unroll was updated in another tab. Reload this one to go on saving.', { id: 'app.store-outdated' }),
    deleted: msg('What this app kept on this device was deleted. A run that trains goes on, and can be saved again.', {
      id: 'app.store-deleted',
    }),
    closed: msg('The browser closed the storage for a moment. If something is not saved, try again.', {
      id: 'app.store-closed',
    }),
  };
  const isLost = event === 'deleted' || event === 'closed';
  const action = { label: msg('Save again', { id: 'app.save-again' }), run: () => void saveAnew().catch(tellError) };
  app.showNotice({
    id: 'store',
    kind: 'problem',
    about: 'app',
    text: texts[event],
    ...(isLost && training !== undefined && { action }),
  });
}

async function saveAnew(): Promise<void> {
  const step = await training?.saveAnew();
  if (step === undefined) return;
  app.showNotice({ id: 'train.saved', text: msg(str`Saved at step ${step}.`, { id: 'train.saved' }) });
}

const toldByStore: ReadonlySet<unknown> = new Set(['outdated', 'closed']);

/** No error is silent: what nobody caught is shown. */
function tellError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  // Chromium's note that a layout took two rounds; nothing is lost by it.
  if (message.startsWith('ResizeObserver loop')) return;
  // The store has told it itself, in the reader's language.
  if (error instanceof Error && 'kind' in error && toldByStore.has(error.kind)) return;
  app.showNotice({
    id: 'error',
    kind: 'problem',
    text: msg(str`Something went wrong: ${message}`, { id: 'app.error' }),
  });
}
