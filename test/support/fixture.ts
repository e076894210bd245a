import { render, type TemplateResult } from 'lit';

const mounted: HTMLElement[] = [];

afterEach(() => {
  for (const container of mounted.splice(0)) container.remove();
});

/**
 * Mounts a template in the page and resolves with its first element once that has rendered; it is taken away after the
 * test. `` const bar = await fixture<TransportBar>(html`<un-transport-bar></un-transport-bar>`) ``
 */
export async function fixture<T extends Element>(template: TemplateResult): Promise<T> {
  const container = document.createElement('div');
  document.body.append(container);
  mounted.push(container);
  render(template, container);
  const element = container.firstElementChild;
  if (!element) throw new Error('fixture: expected a template with an element, got none');
  await rendered(element);
  return element as T;
}

/** Resolves when a Lit element has no update pending; at once for any other element. */
export async function rendered(element: Element): Promise<void> {
  if ('updateComplete' in element) await element.updateComplete;
}
