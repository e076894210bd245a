import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { localized, msg, str } from '@lit/localize';
import { currentLanguage, preferredLanguage, switchLanguage } from '../../src/i18n/localization.ts';
import { templates } from '../../src/i18n/zh-Hans/index.ts';
import { fixture, rendered } from '../support/fixture.ts';

/** Texts of the test's own: a plain one, and one whose values change places. */
const probe = { 'test.motto': '逐步走过网络', 'test.share': str`${1} 中的 ${0}` };

class Greeting extends LitElement {
  taps = 0;

  override render() {
    return html`<p>${msg('Tap through networks', { id: 'test.motto' })}</p>
      <p>${msg(str`${this.taps} of ${7}`, { id: 'test.share' })}</p>`;
  }
}
localized()(Greeting);
customElements.define('test-greeting', Greeting);

const texts = (element: Greeting) =>
  [...(element.shadowRoot?.querySelectorAll('p') ?? [])].map((paragraph) => paragraph.textContent);

describe('language', () => {
  before(() => Object.assign(templates, probe));

  afterEach(async () => {
    await switchLanguage('en');
    localStorage.removeItem('unroll.language');
  });

  it('switches what is on screen at any moment, and the element keeps its state', async () => {
    const element = await fixture<Greeting>(html`<test-greeting></test-greeting>`);
    element.taps = 3;
    element.requestUpdate();
    await rendered(element);
    expect(texts(element)).to.deep.equal(['Tap through networks', '3 of 7']);

    await switchLanguage('zh-Hans');
    await rendered(element);
    expect(texts(element)).to.deep.equal(['逐步走过网络', '7 中的 3']);
    expect(document.documentElement.lang).to.equal('zh-Hans');

    await switchLanguage('en');
    await rendered(element);
    expect(texts(element)[1]).to.equal('3 of 7');
    expect(document.documentElement.lang).to.equal('en');
  });

  it('remembers the choice and prefers it to the browser languages', async () => {
    await switchLanguage('zh-Hans');
    expect(preferredLanguage()).to.equal('zh-Hans');
    expect(currentLanguage()).to.equal('zh-Hans');
  });

  it('keeps English for a stored choice it does not know', () => {
    localStorage.setItem('unroll.language', 'xx');
    expect(preferredLanguage()).to.equal('en');
  });
});
