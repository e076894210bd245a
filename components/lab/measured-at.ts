import { html, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import { formatCount } from '../controls/number-format.ts';

/** At which step of its training a run's weights were measured, as a link to the curve there. */
export function measuredAt({ id, step }: { readonly id: string; readonly step: number }): TemplateResult {
  const address = `#/train/${encodeURIComponent(id)}?${new URLSearchParams({ step: String(step) }).toString()}`;
  return html`<a href=${address}
    >${msg(str`Measured at step ${formatCount(step)}: see it on the curve`, { id: 'lab.measured' })}</a
  >`;
}
