import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Media } from './media.ts';

/**
 * Whether the page is being put on paper; its host renders anew for that. The media query alone comes too late: a browser
 * counts the pages before it has told of the change. What is rendered at `beforeprint` without waiting for a frame or the
 * network is on them.
 */
export class Printing implements ReactiveController {
  private readonly paper: Media;
  private isBegun = false;

  constructor(private readonly host: ReactiveControllerHost) {
    this.paper = new Media(host, 'print');
    host.addController(this);
  }

  get isUnderWay(): boolean {
    return this.isBegun || this.paper.holds;
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.begin);
    addEventListener('afterprint', this.end);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.begin);
    removeEventListener('afterprint', this.end);
    this.isBegun = false;
  }

  private readonly begin = (): void => {
    this.isBegun = true;
    this.host.requestUpdate();
  };

  private readonly end = (): void => {
    this.isBegun = false;
    this.host.requestUpdate();
  };
}
