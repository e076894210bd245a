import { html } from 'lit';
import { openNumber } from '../../components/lab/contract.ts';
import type { UnrollLab } from '../../components/lab/unroll-lab.ts';
import '../../components/lab/unroll-lab.ts';
import { ownLab, type LabSession } from '../../src/app/lab-session.ts';
import type { LabCell } from '../../src/app/router.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { switchLanguage } from '../../src/i18n/localization.ts';
import { fixture, rendered } from './fixture.ts';

/** What a cell shows; blank: ''. */
export const shownIn = (cell: Element): string => cell.querySelector('[aria-hidden]')?.textContent?.trim() ?? '';

/** The lab as a student has it in hand: what they see, and what they tap. */
export class Student {
  constructor(
    readonly lab: UnrollLab,
    readonly session: LabSession,
  ) {}

  static async opens(cell: LabCell): Promise<Student> {
    const session = ownLab(cell);
    open.push(session);
    const student = new Student(await fixture<UnrollLab>(html`<unroll-lab .session=${session}></unroll-lab>`), session);
    await student.settled();
    return student;
  }

  get network() {
    return this.session.current.network;
  }

  /** All elements inside, through shadow roots, that match. */
  all(selector: string, root: Element | ShadowRoot = this.lab): HTMLElement[] {
    const inside = root instanceof Element ? (root.shadowRoot ?? root) : root;
    const own = [...inside.querySelectorAll<HTMLElement>(selector)];
    const deeper = [...inside.querySelectorAll<HTMLElement>('*')].flatMap((each) =>
      each.shadowRoot ? this.all(selector, each.shadowRoot) : [],
    );
    return [...own, ...deeper];
  }

  one(selector: string): HTMLElement {
    const [found] = this.all(selector);
    if (found === undefined) throw new Error(`expected ${selector}, got none`);
    return found;
  }

  async taps(selector: string | HTMLElement): Promise<void> {
    (typeof selector === 'string' ? this.one(selector) : selector).click();
    await this.settled();
  }

  async presses(key: string): Promise<void> {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    await this.settled();
  }

  async chooses(grain: string): Promise<void> {
    const list = this.one('.grain select') as HTMLSelectElement;
    list.value = grain;
    list.dispatchEvent(new Event('change'));
    await this.settled();
  }

  /** Waits for the lab and everything in it to render. */
  async settled(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      await rendered(this.lab);
      for (const each of this.all('*')) if (each.localName.startsWith('un-')) await rendered(each);
    }
  }

  /** As a tap on a number does that stands in sight. */
  async opensNumber(reference: Reference): Promise<void> {
    openNumber(this.one('un-stage'), reference);
    await this.settled();
  }

  get main(): HTMLElement {
    return this.one('.key.main');
  }

  /** The numbers of the open row, column by column; blank cells are ''. */
  get openNumbers(): string[][] {
    return this.all('.row.now .column').map((column) => [...column.querySelectorAll('.cell')].map(shownIn));
  }

  get sentence(): string {
    return this.one('.say').textContent?.trim() ?? '';
  }
}

const open: LabSession[] = [];

afterEach(async () => {
  for (const session of open.splice(0)) session.dispose();
  await switchLanguage('en');
  localStorage.removeItem('unroll.language');
});
