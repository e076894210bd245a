import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/controls/bar.ts';
import type { Bar } from '../../../components/controls/bar.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

const told = () => document.documentElement.style.getPropertyValue('--bar-size');

describe('<un-bar>', () => {
  it('tells the page its height while it is there, and none afterwards', async () => {
    const bar = await fixture<Bar>(html`<un-bar><button style="block-size: 60px">Step</button></un-bar>`);
    await waitUntil(() => told() === `${bar.offsetHeight}px`, 'the height of the bar');
    expect(bar.offsetHeight).to.be.at.least(60);
    bar.remove();
    expect(told()).to.equal('0px');
  });

  it('leaves the page where it is when one of its keys gets the focus', async () => {
    document.documentElement.style.scrollPaddingBlockEnd = 'calc(var(--bar-size) + 8px)';
    const screen = await fixture<HTMLElement>(
      html`<div style="--space-2: 8px">
        <div style="block-size: 3000px"></div>
        <un-bar><button style="block-size: 60px">Step</button></un-bar>
      </div>`,
    );
    const bar = screen.querySelector('un-bar') as Bar;
    await waitUntil(() => told() === `${bar.offsetHeight}px`, 'the height of the bar');
    scrollTo(0, 0);
    bar.querySelector('button')?.focus();
    expect(scrollY).to.equal(0);
    document.documentElement.style.scrollPaddingBlockEnd = '';
  });
});
