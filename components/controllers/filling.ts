import { LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { behindFrame } from './behind-frame.ts';

/**
 * When a sheet's content is to be drawn: behind the frame that answers the tap which opened it.
 *
 *   private readonly filling = new Filling(this, () => this.open);
 *   render() { return html`<un-sheet ?open=${this.open}>${this.filling.isDue ? this.form() : nothing}</un-sheet>`; }
 */
export class Filling implements ReactiveController {
  isDue = false;
  /** Resolves when the content of what is open is due. */
  due: Promise<void> = Promise.resolve();
  private wasOpen = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly isOpen: () => boolean,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const isOpen = this.isOpen();
    if (isOpen && !this.wasOpen) this.due = this.come();
    if (!isOpen) this.isDue = false;
    this.wasOpen = isOpen;
  }

  private async come(): Promise<void> {
    await behindFrame();
    if (!this.isOpen()) return;
    this.isDue = true;
    this.host.requestUpdate();
  }
}

/** An element whose first frame has what a tap asked for; the rest of it is due behind that frame, and belongs to its update. */
export abstract class FilledLater extends LitElement {
  protected readonly filling = new Filling(this, () => true);

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.filling.due;
    return super.getUpdateComplete();
  }
}
