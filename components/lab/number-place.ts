import { msg, str } from '@lit/localize';
import type { Reference } from '../../src/formula/reference.ts';
import { placeText, referenceText, stepOf } from '../formula/label.ts';
import type { LabPass } from './lab-pass.ts';
import { whatName } from './what-name.ts';

/** Step, unit and name of a number: `t 3 · unit 3 · cell state`. */
export function placeOfNumber(pass: LabPass, reference: Reference): string {
  const { trace, document } = pass;
  const t = stepOf(reference, trace);
  const place = placeText(reference, trace, document.vocabulary);
  const isUnit = reference.kind === 'value' || reference.kind === 'gradient';
  const unit = isUnit && place !== '' ? msg(str`unit ${place}`, { id: 'sheet.unit' }) : place;
  return [t === undefined ? '' : `t ${t + 1}`, unit, whatName(pass, reference)]
    .filter((each) => each !== '')
    .join(' · ');
}

/** A number's letter and place, to be heard. */
export function spokenNumberPlace({ trace, document }: LabPass, reference: Reference): string {
  const t = stepOf(reference, trace);
  const name = `${referenceText(reference, trace)} ${placeText(reference, trace, document.vocabulary)}`.trim();
  return t === undefined ? name : msg(str`${name}, step ${t + 1}`, { id: 'sheet.spoken' });
}
