import { expect } from 'chai';
import { rehearse } from '../../../components/lab/rehearsal.ts';
import { Rehearsals } from '../../../components/lab/rehearsals.ts';
import { ownLab } from '../../../src/app/lab-session.ts';
import { Student } from '../../support/student.ts';

/** The shadow roots that are made closed meanwhile, which nobody else can look into. */
async function closedRoots(during: (roots: ShadowRoot[]) => Promise<void>): Promise<void> {
  const roots: ShadowRoot[] = [];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    if (init.mode === 'closed') roots.push(root);
    return root;
  };
  try {
    await during(roots);
  } finally {
    Element.prototype.attachShadow = attachShadow;
  }
}

function tryout() {
  const session = ownLab('lstm');
  session.setSteps(2);
  return session;
}

const boxIn = (lab: HTMLElement) => lab.shadowRoot?.querySelector('[inert]');

describe('rehearse', () => {
  it('draws every phase and an open number out of sight, and leaves the lab as it was', async () => {
    const { lab, network } = await Student.opens('lstm');
    const session = tryout();
    const drawn = new Set<string>();
    await closedRoots(async (roots) => {
      const look = () => {
        const [stage] = roots;
        for (const { localName, shadowRoot } of stage?.querySelectorAll('*') ?? []) {
          drawn.add(localName);
          for (const inside of shadowRoot?.querySelectorAll('*') ?? []) drawn.add(inside.localName);
        }
        if (stage) expect(getComputedStyle(stage.host).visibility).to.equal('hidden');
      };
      const isWhole = await rehearse({ state: session.current, beside: lab, moment: async () => look() });
      expect(isWhole).to.equal(true);
    });
    const wanted = ['un-forward-rows', 'un-loss-rows', 'un-backward-rows', 'un-gradient-tray', 'un-update-rows'];
    expect([...drawn]).to.include.members([...wanted, 'un-formula', 'un-arithmetic']);
    expect(session.current.network.next).to.equal(undefined);
    expect([boxIn(lab), network.recorder.position]).to.deep.equal([null, 0]);
    session.dispose();
  });

  it('ends with its screen', async () => {
    const { lab } = await Student.opens('lstm');
    const session = tryout();
    let pieces = 0;
    const leave = async () => {
      if (++pieces === 4) lab.remove();
    };
    const isWhole = await rehearse({ state: session.current, beside: lab, moment: leave });
    expect([isWhole, pieces]).to.deep.equal([false, 4]);
    expect(session.current.network.next).not.to.equal(undefined);
    session.dispose();
  });
});

describe('Rehearsals', () => {
  it('begins again beside the lab that took the place of the first, and is not played a second time', async () => {
    const first = await Student.opens('lstm');
    const opened: string[] = [];
    let pieces = 0;
    const rehearsals = new Rehearsals(async () => {
      if (++pieces === 4) first.lab.remove();
    });
    const beside = async (name: string, lab: HTMLElement) =>
      rehearsals.beside({
        beside: lab,
        tryout: () => {
          opened.push(name);
          return tryout();
        },
      });
    const underWay = beside('first', first.lab);
    const { lab } = await Student.opens('gru');
    await Promise.all([underWay, beside('second', lab)]);
    expect(opened).to.deep.equal(['first', 'second']);
    await beside('second again', lab);
    expect(opened).to.deep.equal(['first', 'second']);
    expect(boxIn(lab)).to.equal(null);
  });
});
