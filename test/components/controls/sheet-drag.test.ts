import { expect } from 'chai';
import { SheetDrag } from '../../../components/controls/sheet-drag.ts';

/** A sheet's head and panel of 400 pixels, dragged by true pointer events. Times are those of the events. */
function dragged() {
  const panel = document.createElement('div');
  panel.style.blockSize = '400px';
  const head = document.createElement('div');
  panel.append(head);
  document.body.append(panel);
  let closed = 0;
  const drag = new SheetDrag({ panel: () => panel, close: () => (closed += 1) });
  head.addEventListener('pointerdown', drag.start);
  head.addEventListener('pointermove', drag.move);
  head.addEventListener('pointerup', drag.end);
  // A pointer made by a script cannot be captured.
  head.setPointerCapture = () => {};
  const send = (type: string, clientY: number) =>
    head.dispatchEvent(new PointerEvent(type, { clientY, isPrimary: true, bubbles: true }));
  return { panel, send, closings: () => closed };
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('SheetDrag', () => {
  it('follows the finger downward only', () => {
    const { panel, send } = dragged();
    send('pointerdown', 100);
    send('pointermove', 130);
    expect(panel.style.getPropertyValue('--dragged')).to.equal('30px');
    send('pointermove', 60);
    expect(panel.style.getPropertyValue('--dragged')).to.equal('0px');
    panel.remove();
  });

  it('closes when let go beyond 30 % of its height', async () => {
    const { panel, send, closings } = dragged();
    send('pointerdown', 100);
    send('pointermove', 230);
    await wait(400);
    send('pointermove', 231);
    send('pointerup', 231);
    expect(closings()).to.equal(1);
    panel.remove();
  });

  it('springs back when let go slowly before that', async () => {
    const { panel, send, closings } = dragged();
    send('pointerdown', 100);
    await wait(100);
    send('pointermove', 120);
    await wait(100);
    send('pointermove', 121);
    send('pointerup', 121);
    expect(closings()).to.equal(0);
    expect(panel.style.getPropertyValue('--dragged')).to.equal('0px');
    panel.remove();
  });
});
