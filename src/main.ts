/** The composition root: the only module that imports components as values, and the place where rooms are wired. */
import { PageMessages } from '../components/app/page-messages.ts';
import '../components/app/unroll-app.ts';
import '../components/home/unroll-home.ts';
import { HomeFeed } from './app/home-feed.ts';
import { Installer } from './app/installer.ts';
import { Offline } from './app/offline.ts';
import type { LabRoom } from './app/lab-room.ts';
import { mendStep } from './app/mend-step.ts';
import { once } from './app/once.ts';
import type { OpenRunError } from './app/open-run.ts';
import { Preferences } from './app/preferences.ts';
import { formatRoute, parseRoute, Router, type Route } from './app/router.ts';
import type { TrainSession } from './app/train-session.ts';
import { OvertakenError } from './app/visits.ts';
import { chooseLanguage, currentLanguage, switchLanguage } from './i18n/localization.ts';

const installer = new Installer();
const preferences = new Preferences();
const offline = new Offline();
const router = new Router();
await chooseLanguage();
const app = document.createElement('unroll-app');
const home = document.createElement('unroll-home');
const tell = new PageMessages((notice) => void app.showNotice(notice));

const store = once(async () => {
  const { Store } = await import('./store/store.ts');
  return new Store({
    tell: (event) => tell.store(event, training && (() => void saveAnew().catch(tell.error))),
  });
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
  void training.tidy().catch(tell.error);
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
/** What the first taps will need is played through beside a lab, while nobody taps. */
const rehearsals = once(async () => {
  const [{ Rehearsals }, { Quiet }] = await Promise.all([
    import('../components/lab/rehearsals.ts'),
    import('./app/quiet.ts'),
  ]);
  const quiet = new Quiet();
  return new Rehearsals(async () => quiet.moment());
});
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
router.parent$.subscribe((parent) => (app.parent = parent));
router.route$.subscribe((route) => Object.assign(app, { route, address: formatRoute(route) }));
offline.update$.subscribe((update) => update !== 'none' && tell.update(takeUpdate));

app.addEventListener('navigate', ({ detail }) => (detail.replace ? router.replace(detail.to) : router.go(detail.to)));
app.addEventListener('go-back', () => router.back());
app.addEventListener('note-address', ({ detail }) => router.note(parseRoute(detail.address)));
app.addEventListener('sheet-open', ({ detail }) => router.cover(detail));
app.addEventListener('sheet-levels', () => router.recount());
app.addEventListener('choose-theme', ({ detail }) => preferences.setTheme(detail.theme));
app.addEventListener('choose-language', ({ detail }) => void switchLanguage(detail.language).catch(tell.noLanguage));
app.addEventListener('install-app', () => void installer.install());
app.addEventListener('resume-run', ({ detail }) => void resume(detail.run).catch(tell.error));
addEventListener('error', ({ error, message }) => tell.error(error ?? message));
addEventListener('unhandledrejection', ({ reason }) => tell.error(reason));

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
        if (route.run === undefined || error instanceof OvertakenError) throw error;
        // what could not be opened does not stay in the address, here and below
        router.note({ screen: 'lab', cell: route.cell }, route);
        void tellNoRun(error);
        return room.enter({ screen: 'lab', cell: route.cell });
      });
      const at = session.current.document.run?.step;
      const { route: mended, problem } = mendStep(route, at);
      // the state is kept by the lab's own memory from here on
      if (link !== undefined || problem !== undefined) router.note({ ...mended, state: undefined }, route);
      if (problem !== undefined && at !== undefined) tell.step(problem, { asked: route.step, opened: at });
      if (link === 'opened') tell.openedLink(() => session.undo());
      else if (link !== undefined) tell.badLabLink(link);
      const lab = Object.assign(document.createElement('unroll-lab'), { session });
      void rehearsals()
        .then((each) => each.beside({ beside: lab, tryout: () => room.tryout(route.cell) }))
        .catch(tell.error);
      return lab;
    }
    case 'lesson': {
      const { run } = route;
      const opened = run === undefined ? undefined : await openRunInBptt(route, run);
      if (opened !== undefined) return opened;
      const [room] = await Promise.all([openBptt(), import('../components/bptt/unroll-bptt.ts')]);
      const state = run === undefined ? route.state : undefined;
      const { session, problem } = room.enter(state, currentLanguage() === 'en' ? 'en' : 'zh');
      if (run !== undefined || problem !== undefined) router.note({ screen: 'lesson', lesson: route.lesson }, route);
      if (problem !== undefined) tell.badLink(problem);
      return Object.assign(document.createElement('unroll-bptt'), { session });
    }
    default:
      return route satisfies never;
  }
}

/** Undefined, and the reason told, where that run cannot be opened: the lesson's own network is always there. */
async function openRunInBptt(
  route: Extract<Route, { screen: 'lesson' }>,
  run: string,
): Promise<HTMLElement | undefined> {
  const [kept, room] = await Promise.all([store(), openBptt(), import('../components/bptt/unroll-bptt-run.ts')]);
  const entered = await room.enterRun(kept, { ...route, run }).catch(async (error: unknown) => {
    if (error instanceof OvertakenError) throw error;
    tell.noRunInLesson(error, await whyNoRun(error));
    return undefined;
  });
  if (entered === undefined) return undefined;
  const { session, problem } = entered;
  const { step: opened } = session.current.run;
  const { route: mended, problem: other } = mendStep(route, opened);
  if (problem !== undefined) router.note({ ...mended, state: undefined }, route);
  else if (other !== undefined) router.note(mended, route);
  if (problem !== undefined) tell.badLink(problem);
  if (other !== undefined) tell.step(other, { asked: route.step, opened });
  return Object.assign(document.createElement('unroll-bptt-run'), { session });
}

async function resume(run: string): Promise<void> {
  const session = await openTraining();
  await session.open(run);
  await session.resume();
  router.go({ screen: 'train', run });
}

/** Reloading ends the worker: what it has done so far is saved first. */
function takeUpdate(): void {
  void offline.applyUpdate(async () => training?.pause()).catch(tell.error);
}

async function tellNoRun(error: unknown): Promise<void> {
  tell.noRun(error, await whyNoRun(error));
}

/** Undefined where not the run itself is at fault. */
async function whyNoRun(error: unknown): Promise<OpenRunError['reason'] | undefined> {
  const { OpenRunError } = await import('./app/open-run.ts');
  return error instanceof OpenRunError ? error.reason : undefined;
}

async function saveAnew(): Promise<void> {
  const step = await training?.saveAnew();
  if (step !== undefined) tell.saved(step);
}
