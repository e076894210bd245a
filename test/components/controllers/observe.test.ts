import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { BehaviorSubject, Observable, type Subscriber } from 'rxjs';
import { Observe } from '../../../components/controllers/observe.ts';
import { fixture, rendered } from '../../support/fixture.ts';

class Watcher extends LitElement {
  static override properties = { source: { attribute: false } };
  declare source: Observable<number> | undefined;
  readonly number = new Observe<number>(this, () => this.source);

  override render() {
    return html`<p>${this.number.value ?? 'nothing'}</p>`;
  }
}
customElements.define('test-watcher', Watcher);

const text = (element: Watcher) => element.shadowRoot?.querySelector('p')?.textContent;

describe('Observe', () => {
  it('renders each value, also one that is there before the first render', async () => {
    const source = new BehaviorSubject(1);
    const element = await fixture<Watcher>(html`<test-watcher .source=${source}></test-watcher>`);
    expect(text(element)).to.equal('1');
    source.next(2);
    await rendered(element);
    expect(text(element)).to.equal('2');
  });

  it('subscribes once, ends when the element leaves, and subscribes anew when it comes back', async () => {
    let open = 0;
    let subscriptions = 0;
    const source = new Observable<number>((subscriber: Subscriber<number>) => {
      open += 1;
      subscriptions += 1;
      subscriber.next(subscriptions);
      return () => {
        open -= 1;
      };
    });
    const element = await fixture<Watcher>(html`<test-watcher .source=${source}></test-watcher>`);
    element.requestUpdate();
    await rendered(element);
    expect([open, subscriptions]).to.deep.equal([1, 1]);

    const parent = element.parentElement;
    element.remove();
    expect(open).to.equal(0);
    parent?.append(element);
    await rendered(element);
    expect([open, subscriptions]).to.deep.equal([1, 2]);
    expect(text(element)).to.equal('2');
  });

  it('lets the old stream go when the property changes, and forgets its value', async () => {
    const first = new BehaviorSubject(1);
    const element = await fixture<Watcher>(html`<test-watcher .source=${first}></test-watcher>`);
    element.source = new Observable<number>();
    await rendered(element);
    expect(first.observed).to.equal(false);
    expect(text(element)).to.equal('nothing');
  });
});
