import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { switchMap, type Observable } from 'rxjs';
import type { Reference } from '../../src/formula/reference.ts';
import type { Phase, Tag } from '../../src/streams/events.ts';
import { grains, type Grain } from '../../src/streams/grains.ts';
import { Announcer } from '../controllers/announcer.ts';
import { Observe } from '../controllers/observe.ts';
import { Playing } from '../controllers/playing.ts';
import { stepOf } from '../formula/label.ts';
import { heardLetters } from '../formula/letters.ts';
import type { TransportDetail } from '../time/un-transport.ts';
import type { LabControls, LabLook, LabState } from './contract.ts';
import type { LabPass } from './lab-pass.ts';
import { referenceOf } from './reference-of.ts';
import { Sights, type Sight } from './sight.ts';
import { stepBack, stepOn, upcomingOperation, type InSight } from './stepping.ts';
import { madeWords } from './transport-words.ts';

/**
 * The student's way through a pass: where they stand, how large a step is, what they look at. It follows the session's
 * network and renders its host anew with each move.
 */
export class LabWalk implements ReactiveController {
  readonly playing: Playing;
  private readonly sights = new Sights();
  /** Whose pass was drawn last: an announcement is about it. */
  private followedState: LabState | undefined;
  private readonly lab: Observe<LabState>;
  /** The host renders for each move; where the cursor stands is read from the recorder. */
  protected readonly moved: Observe<number>;
  private readonly announcer = new Announcer((text) => this.say(text));
  private followed: { readonly session: LabControls; readonly position$: Observable<number> } | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly session: () => LabControls | undefined,
    /** How many columns fit side by side. */
    private readonly fits: () => number,
    /** Tells a screen reader what was computed last: without a render, for the next tap may be there. */
    private readonly say: (text: string) => void,
  ) {
    host.addController(this);
    this.playing = new Playing(host, () => this.playOn());
    this.lab = new Observe(host, () => this.session()?.state$);
    this.moved = new Observe(host, () => this.position$());
  }

  get state(): LabState | undefined {
    return this.lab.value;
  }

  /** The way down to the open number; empty: the sheet is closed. */
  get path(): readonly Reference[] {
    return this.look.path;
  }

  /** How much one tap releases: the session keeps it over a reload. */
  get grain(): Grain {
    return this.state?.view.grain ?? 'neuron';
  }

  set grain(grain: Grain) {
    if (grain !== this.grain) this.session()?.setView({ grain });
  }

  /** An edit begins another pass: what was said of the old one is no longer so. */
  hostUpdate(): void {
    const { state } = this;
    if (state?.network === this.followedState?.network) return;
    this.announcer.stop();
    this.say('');
    this.followedState = state;
  }

  hostDisconnected(): void {
    this.announcer.stop();
  }

  /** What is on screen; undefined before there is a session. The same object as long as nothing moves. */
  get sight(): Sight | undefined {
    const { state } = this;
    const { firstUnit = 0, layer, path } = this.look;
    return state && this.sights.at(state, { firstUnit, layer, opened: path.at(-1), fits: this.fits() });
  }

  /** What a step is told to bring: the next operation where a step is one, else the next number on screen. */
  toldNext({ pass, next }: Sight): Tag | undefined {
    return this.grain === 'operation' ? upcomingOperation(pass.network) : next;
  }

  /** The open way as far as its numbers are there: a step back may have taken the last ones away. */
  openPath(pass: LabPass): readonly Reference[] {
    const end = this.path.findIndex((reference) => pass.number(reference) === undefined);
    return end < 0 ? this.path : this.path.slice(0, end);
  }

  /** The step that stands open: that of the open number, else the one that is looked at, else the present one. */
  openStep(pass: LabPass): number {
    const steps = this.openPath(pass).flatMap((each) => stepOf(each, pass.trace) ?? []);
    const opened = steps.findLast((t) => t >= 0 && t < pass.length);
    return opened ?? this.look.step ?? pass.present.t;
  }

  /** One grain on, or a new pass after the last. Returns whether the pass went on. */
  step(grain: Grain = this.grain): boolean {
    const { state } = this;
    if (state === undefined) return false;
    if (state.network.next === undefined) {
      this.see({ step: undefined });
      if (!this.playing.isPlaying) this.session()?.nextPass();
      return false;
    }
    this.move(({ network }, sight) => stepOn(network, grain, sight));
    return true;
  }

  back(): void {
    this.move(({ network }, sight) => stepBack(network, this.grain, sight));
  }

  seek(position: number): void {
    this.move(({ network }) => network.seek(position));
  }

  finishPhase(): void {
    this.move(({ network }) => network.step('phase'));
  }

  /** To where a phase begins; one that is not reached yet is computed up to there. */
  goToPhase(phase: Phase): void {
    const start = this.state?.network.steps.find((each) => each.phase === phase);
    if (start !== undefined) this.seek(start.position);
  }

  /** On to a position, if it is not reached yet, and looks at a step. */
  computeStep({ t, position }: { readonly t: number; readonly position: number }): void {
    if ((this.state?.network.recorder.position ?? 0) < position) this.seek(position);
    this.lookAt(t);
  }

  nextGrain(): void {
    this.grain = grains[(grains.indexOf(this.grain) + 1) % grains.length];
  }

  showUnits(firstUnit: number): void {
    this.see({ firstUnit });
  }

  /** Of several layers that do not fit side by side. */
  showLayer(layer: string): void {
    this.see({ layer });
  }

  lookAt(step: number): void {
    this.see({ step });
  }

  show(path: readonly Reference[]): void {
    this.see({ path, layer: undefined });
  }

  transport(asked: TransportDetail): void {
    switch (asked.type) {
      case 'step':
        this.step();
        return;
      case 'back':
        return this.back();
      case 'finish':
        return this.finishPhase();
      case 'play':
        return this.playing.toggle();
      case 'seek':
        return this.seek(asked.position);
      case 'grain':
        this.grain = asked.grain;
        return;
      case 'speed':
        this.playing.speed = asked.speed;
        return;
      default:
        asked satisfies never;
    }
  }

  /** Playing rests where Forward is done, with its numbers open to be compared, and at the end of the pass. */
  private playOn(): boolean {
    const before = this.state?.network.next?.phase;
    if (!this.step()) return false;
    const after = this.state?.network.next?.phase;
    return after !== undefined && (before !== 'forward' || after === before);
  }

  /** An open sheet goes along with what is computed; whatever else was looked at gives way to the present. */
  private move(by: (state: LabState, sight: InSight) => void): void {
    const { state, sight } = this;
    if (state === undefined || sight === undefined) return;
    by(state, sight);
    this.see({ step: undefined, layer: undefined });
    if (this.path.length > 0 && this.sight !== undefined) this.follow(this.sight.pass, state.network.last);
    this.announcer.announce(() => {
      const now = this.sight;
      if (now === undefined) return '';
      return heardLetters(madeWords(now.pass, { last: now.pass.network.last, next: this.toldNext(now) }));
    });
  }

  private follow(pass: LabPass, last: Tag | undefined): void {
    const made = last && referenceOf(pass, last);
    if (made !== undefined && pass.number(made) !== undefined) this.see({ path: [made] });
  }

  private get look(): LabLook {
    return this.session()?.look ?? { path: [] };
  }

  private see(change: Partial<LabLook>): void {
    const session = this.session();
    if (session !== undefined) session.look = { ...session.look, ...change };
    this.host.requestUpdate();
  }

  /** One stream a session, so that a render does not subscribe anew. */
  private position$(): Observable<number> | undefined {
    const session = this.session();
    if (session === undefined) return undefined;
    if (this.followed?.session !== session) {
      const position$ = session.state$.pipe(switchMap(({ network }) => network.position$));
      this.followed = { session, position$ };
    }
    return this.followed.position$;
  }
}
