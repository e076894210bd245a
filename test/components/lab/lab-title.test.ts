import { expect } from 'chai';
import { labTitle } from '../../../components/lab/lab-title.ts';
import { ownLab } from '../../../src/app/lab-session.ts';

describe('labTitle', () => {
  it('says that the weights are updated when the pass’s update is done, not a pass later', () => {
    const session = ownLab('lstm');
    const said = () => labTitle(session.current).subtitle;
    const { network } = session.current;
    network.seek(network.total - 1);
    expect(said()).to.equal('\u2068hello!\u2069 · 4 units · your weights');
    network.seek(network.total);
    expect(said()).to.equal('\u2068hello!\u2069 · 4 units · your weights, updated 1×');
    session.nextPass();
    expect(said()).to.equal('\u2068hello!\u2069 · 4 units · your weights, updated 1×');
    session.dispose();
  });

  it('counts the units of each of several layers', () => {
    const session = ownLab('rnn');
    session.setDepth(2);
    expect(labTitle(session.current).subtitle).to.equal('\u2068hello!\u2069 · 2 × 4 units · your weights');
    session.dispose();
  });
});
