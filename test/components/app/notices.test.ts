import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/app/notices.ts';
import type { Notices } from '../../../components/app/notices.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

async function notices() {
  const element = await fixture<Notices>(html`<un-notices></un-notices>`);
  const shown = () => [...(element.shadowRoot as ShadowRoot).querySelectorAll('un-notice')];
  const show = async (notice: Parameters<Notices['show']>[0]) => {
    element.show(notice);
    await element.updateComplete;
    await Promise.all(shown().map((notice) => notice.updateComplete));
  };
  const keysOf = (at: number) => [...(shown()[at].shadowRoot as ShadowRoot).querySelectorAll('button')];
  return { element, shown, show, keysOf };
}

const undo = { label: 'Undo', run: () => {} };

describe('<un-notices>', () => {
  it('runs the action of a notice once and takes it away', async () => {
    const { element, shown, show, keysOf } = await notices();
    let undone = 0;
    await show({ text: 'Run deleted.', action: { label: 'Undo', run: () => (undone += 1) } });
    const [action] = keysOf(0);
    expect(action.textContent).to.contain('Undo');
    action.click();
    await element.updateComplete;
    expect(undone).to.equal(1);
    expect(shown()).to.have.length(0);
  });

  it('stands over the sheets that are open, until the last is closed', async () => {
    const { element } = await notices();
    const [first, second] = [new AbortController(), new AbortController()];
    const risen = Promise.resolve();
    const isOver = () => element.hasAttribute('over-sheet');
    element.standOver({ closed: first.signal, risen });
    element.standOver({ closed: second.signal, risen });
    first.abort();
    expect(isOver()).to.equal(true);
    second.abort();
    expect(isOver()).to.equal(false);
  });

  it('puts a notice in the place of the one with the same id, and keeps the last three', async () => {
    const { shown, show } = await notices();
    await show({ id: 'save', text: 'Not saved.' });
    await show({ id: 'save', text: 'Saved.' });
    expect(shown().map(({ text }) => text)).to.deep.equal(['Saved.']);
    for (const text of ['one', 'two', 'three']) await show({ text });
    expect(shown().map(({ text }) => text)).to.deep.equal(['one', 'two', 'three']);
  });

  it('announces a problem at once and a note politely', async () => {
    const { shown, show } = await notices();
    await show({ text: 'The disk is full.', kind: 'problem' });
    await show({ text: 'Saved.' });
    expect(shown().map((notice) => notice.parentElement?.getAttribute('role'))).to.deep.equal(['alert', 'status']);
  });

  it('forgets what was wrong on a screen that is left, and what could be done there; what is about the app or the next stays', async () => {
    const { element, shown, show } = await notices();
    await show({ text: 'That run is gone.', kind: 'problem' });
    await show({ text: 'The database is gone.', kind: 'problem', about: 'app' });
    await show({ text: 'Text deleted.', action: undo });
    element.leaveScreen();
    await show({ text: 'Run deleted.', action: undo, about: 'next-screen' });
    element.leaveScreen();
    await element.updateComplete;
    expect(shown().map(({ text }) => text)).to.deep.equal(['The database is gone.', 'Run deleted.']);
    element.leaveScreen();
    await element.updateComplete;
    expect(shown().map(({ text }) => text)).to.deep.equal(['The database is gone.']);
  });

  it('lets an action go by itself, but not one of the app, nor while it is pointed at or has the focus', async () => {
    const { element, shown, show } = await notices();
    element.stay = { note: 1, action: 1 };
    await show({ text: 'Newer version.', action: undo, about: 'app' });
    await show({ text: 'Held.', action: undo });
    shown()[1].dispatchEvent(new PointerEvent('pointerenter'));
    await show({ text: 'Free.', action: undo });
    await waitUntil(() => shown().length === 2, 'the free one to go');
    expect(shown().map(({ text }) => text)).to.deep.equal(['Newer version.', 'Held.']);
    shown()[1].dispatchEvent(new PointerEvent('pointerleave'));
    await waitUntil(() => shown().length === 1, 'the one let go to go');
    expect(shown()[0].text).to.equal('Newer version.');
  });

  it('takes away what the last action said at the next tap or key, not at one that moves the focus', async () => {
    const { element, shown, show } = await notices();
    const ways = [
      () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true })),
      () => {
        document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        document.body.click();
      },
    ];
    for (const act of ways) {
      await show({ text: 'Weight changed.', action: undo, until: 'next-action' });
      await show({ id: 'other', text: 'Run deleted.', action: undo });
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
      await element.updateComplete;
      expect(shown()).to.have.length(2);
      act();
      await element.updateComplete;
      expect(shown().map(({ text }) => text)).to.deep.equal(['Run deleted.']);
    }
  });

  it('stays where the tap that it tells of is not over: a field that lost the focus to it', async () => {
    const { shown, show, element } = await notices();
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await show({ text: 'Weight changed.', action: undo, until: 'next-action' });
    document.body.click();
    await element.updateComplete;
    expect(shown()).to.have.length(1);
  });

  it('tells the page the room it takes, and gives it back', async () => {
    const size = () => document.documentElement.style.getPropertyValue('--notice-size');
    const { element, show } = await notices();
    await show({ text: 'Run deleted.', action: undo });
    await waitUntil(() => size().includes(`${element.offsetHeight}px`) && element.offsetHeight > 0, 'its height');
    element.dismiss('Run deleted.');
    await waitUntil(() => size() === '0px', 'nothing taken');
  });

  it('can be dismissed', async () => {
    const { element, shown, show, keysOf } = await notices();
    await show({ text: 'The disk is full.', kind: 'problem' });
    keysOf(0)[0].click();
    await element.updateComplete;
    expect(shown()).to.have.length(0);
  });
});
