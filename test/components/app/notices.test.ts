import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/app/notices.ts';
import type { Notices } from '../../../components/app/notices.ts';
import { fixture } from '../../support/fixture.ts';

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

  it('forgets what was wrong on a screen that is left; notes and what is wrong with the app stay', async () => {
    const { element, shown, show } = await notices();
    await show({ text: 'That run is gone.', kind: 'problem' });
    await show({ text: 'The database is gone.', kind: 'problem', about: 'app' });
    await show({ text: 'Run deleted.', action: { label: 'Undo', run: () => {} } });
    element.leaveScreen();
    await element.updateComplete;
    expect(shown().map(({ text }) => text)).to.deep.equal(['The database is gone.', 'Run deleted.']);
  });

  it('can be dismissed', async () => {
    const { element, shown, show, keysOf } = await notices();
    await show({ text: 'The disk is full.', kind: 'problem' });
    keysOf(0)[0].click();
    await element.updateComplete;
    expect(shown()).to.have.length(0);
  });
});
