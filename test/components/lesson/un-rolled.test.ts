import { expect } from 'chai';
import { html } from 'lit';
import { signedColour } from '../../../components/controls/signed-colour.ts';
import { spokenNumber } from '../../../components/formula/short-number.ts';
import { LabPass } from '../../../components/lab/lab-pass.ts';
import '../../../components/lesson/un-rolled.ts';
import { ownLab } from '../../../src/app/lab-session.ts';
import { fixture } from '../../support/fixture.ts';

/** A colour as the browser writes it. */
function written(colour: string): string {
  const { style } = document.createElement('i');
  style.backgroundColor = colour;
  return style.backgroundColor;
}

const saidBy = (picture: Element) => picture.shadowRoot?.querySelector('[role=img]')?.getAttribute('aria-label');

describe('un-rolled', () => {
  it('draws the states of every layer, the upper one above', async () => {
    const session = ownLab('rnn');
    session.setDepth(2);
    const { network } = session.current;
    network.seek(network.total);
    const pass = new LabPass(session.current);
    const picture = await fixture(html`<un-rolled .pass=${pass} .step=${1}></un-rolled>`);
    const boxes = [...(picture.shadowRoot?.querySelectorAll('.cell.now .box') ?? [])];
    const colours = boxes.map((box) =>
      [...box.querySelectorAll<HTMLElement>('.strip')].map(({ style }) => style.backgroundColor),
    );
    const states = network.trace.states.map(({ next }) => pass.frame(next, 1) ?? []);
    expect(states).to.have.length(2);
    expect(colours).to.deep.equal(
      states.toReversed().map((h) => Array.from(h, (value) => written(signedColour(value)))),
    );
    session.dispose();
  });

  it('says whose numbers they are where there are several layers, and no name where there is one', async () => {
    const session = ownLab('rnn');
    for (const depth of [1, 2]) {
      session.setDepth(depth);
      const { network } = session.current;
      network.seek(network.total);
      const pass = new LabPass(session.current);
      const picture = await fixture(html`<un-rolled .pass=${pass} .step=${0}></un-rolled>`);
      const [lower, upper] = network.trace.states.map(({ next }) =>
        Array.from(pass.frame(next, 0) ?? [], spokenNumber).join(', '),
      );
      const first =
        upper === undefined ? lower : `hidden state of layer 2: ${upper} / hidden state of layer 1: ${lower}`;
      expect(saidBy(picture)).to.contain(`t 1: ${first}; t 2: `);
    }
    session.dispose();
  });
});
