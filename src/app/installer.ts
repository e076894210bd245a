import { BehaviorSubject, type Observable } from 'rxjs';

/** Chromium's offer to install the page; other browsers install from their own menus and never fire it. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Keeps the browser's offer to install until the reader asks for it. Made early: the offer comes once. */
export class Installer {
  private readonly offered = new BehaviorSubject(false);
  private offer: BeforeInstallPromptEvent | undefined;

  readonly canInstall$: Observable<boolean> = this.offered.asObservable();

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.keep(event as BeforeInstallPromptEvent);
    });
    addEventListener('appinstalled', () => this.keep(undefined));
  }

  /** Shows the browser's dialog. An offer serves once, whatever the answer. */
  async install(): Promise<void> {
    const { offer } = this;
    this.keep(undefined);
    await offer?.prompt();
  }

  private keep(offer: BeforeInstallPromptEvent | undefined): void {
    this.offer = offer;
    this.offered.next(offer !== undefined);
  }
}
