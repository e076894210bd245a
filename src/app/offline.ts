/**
 * The service worker, seen from the page: registered once, watched, updated only when the reader asks. `workbox-window`
 * is loaded after the first paint.
 */
import { BehaviorSubject, type Observable } from 'rxjs';
import type { Workbox } from 'workbox-window';
import { inspectPrecache, repairPrecache } from './precache.ts';

export type OfflineState =
  /** Nothing is kept here: a development server, or a browser (or a private window) without service workers. */
  | { readonly status: 'off' }
  /** The files are on their way. */
  | { readonly status: 'preparing' }
  /** Every file was found in Cache Storage. */
  | { readonly status: 'ready'; readonly files: number; readonly bytes: number }
  /** Some files are not there: the browser removed them, or a download failed. */
  | { readonly status: 'incomplete'; readonly missing: readonly string[] }
  | { readonly status: 'failed'; readonly reason: string };

export type UpdateState =
  | 'none'
  /** A newer version is downloaded and waits for `applyUpdate`. */
  | 'waiting'
  /** Another tab took the newer version: this page is the old one until it is reloaded. */
  | 'taken';

export class Offline {
  private readonly state = new BehaviorSubject<OfflineState>({ status: 'preparing' });
  private readonly update = new BehaviorSubject<UpdateState>('none');
  private workbox: Workbox | undefined;
  private isReloading = false;

  readonly state$: Observable<OfflineState> = this.state.asObservable();
  readonly update$: Observable<UpdateState> = this.update.asObservable();

  /** Registers the service worker and checks what it keeps. Resolves when the state is known; never rejects. */
  async start(): Promise<void> {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
      this.state.next({ status: 'off' });
      return;
    }
    try {
      await this.register();
      await this.verify();
    } catch (error) {
      this.state.next({ status: 'failed', reason: String(error) });
    }
  }

  /** Looks the files up, and fetches again what is missing: browsers remove what was not used for long. */
  async verify(): Promise<void> {
    const { scope } = await navigator.serviceWorker.ready;
    const first = await inspectPrecache(scope);
    if (first.missing.length > 0) await repairPrecache(scope, first.missing);
    const { files, bytes, missing } = first.missing.length > 0 ? await inspectPrecache(scope) : first;
    this.state.next(missing.length === 0 ? { status: 'ready', files, bytes } : { status: 'incomplete', missing });
  }

  /**
   * Takes the newer version and reloads this page with it.
   * @param save is awaited first: whatever must not be lost
   */
  async applyUpdate(save: () => Promise<void>): Promise<void> {
    await save();
    this.isReloading = true;
    if (this.update.value === 'waiting') this.workbox?.messageSkipWaiting();
    else location.reload();
  }

  private async register(): Promise<void> {
    const { Workbox } = await import('workbox-window');
    this.workbox = new Workbox('./sw.js', { scope: './' });
    this.workbox.addEventListener('waiting', () => this.update.next('waiting'));
    this.workbox.addEventListener('controlling', ({ isUpdate }) => {
      if (this.isReloading) location.reload();
      else if (isUpdate) this.update.next('taken');
    });
    const registration = await this.workbox.register();
    if (!registration) throw new Error('the service worker was not registered');
    await installed(registration);
  }
}

/** Resolves when a worker is active; rejects when the first one could not be installed (a file missing, no room). */
function installed(registration: ServiceWorkerRegistration): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (registration.active || !worker) return resolve();
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('the files could not all be downloaded'));
    });
  });
}
