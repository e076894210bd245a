import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/formula/un-arithmetic.ts';
import type { Arithmetic } from '../../../components/formula/un-arithmetic.ts';
import { LabPass } from '../../../components/lab/lab-pass.ts';
import { ownLab } from '../../../src/app/lab-session.ts';
import { explainValue } from '../../../src/formula/explain.ts';
import { fixture } from '../../support/fixture.ts';

describe('un-arithmetic', () => {
  it('writes an input as a unit of onehot(k): k has no units, and is a character', async () => {
    const session = ownLab('lstm');
    session.current.network.step('time-step');
    session.current.network.step('time-step');
    const pass = new LabPass(session.current);
    const { trace, document } = pass;
    for (const [unit, value] of [
      [1, '1.00'],
      [3, '0'],
    ] as const) {
      const of = { kind: 'value', equation: trace.values['x'], unit, t: 1 } as const;
      const shown = await fixture<Arithmetic>(
        html`<un-arithmetic .pass=${pass} .of=${of} .term=${explainValue(trace, of, pass)}></un-arithmetic>`,
      );
      const place = `[“${document.vocabulary[unit]}”]`;
      const text = (selector: string) =>
        [...shown.renderRoot.querySelectorAll(selector)].map((each) => each.textContent?.trim());
      expect(text('.chip small')).to.deep.equal(['k2', `x2${place}`]);
      expect(text('.op.name')).to.deep.equal(['onehot']);
      expect(text('.op')).to.include(place);
      expect(text('.number')).to.deep.equal(['“e”', value]);
    }
    session.dispose();
  });
});
