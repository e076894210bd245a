import { expect } from 'chai';
import { becomingLow } from '../../src/app/battery.ts';

/** A battery as the browser hands it over: an event target whose numbers change. */
class Cell extends EventTarget {
  constructor(
    public level: number,
    public charging = false,
  ) {
    super();
  }

  set(level: number, charging = this.charging): void {
    const isPlugged = charging !== this.charging;
    this.level = level;
    this.charging = charging;
    this.dispatchEvent(new Event(isPlugged ? 'chargingchange' : 'levelchange'));
  }
}

describe('becomingLow', () => {
  it('tells the level once each time the battery falls below 15 %, unless it charges', () => {
    const cell = new Cell(0.4);
    const told: number[] = [];
    const listening = becomingLow(cell).subscribe((level) => told.push(level));
    cell.set(0.15);
    expect(told).to.deep.equal([]);
    cell.set(0.14);
    cell.set(0.13);
    expect(told).to.deep.equal([0.14]);
    cell.set(0.13, true);
    cell.set(0.12, false);
    expect(told).to.deep.equal([0.14, 0.12]);
    cell.set(0.5);
    listening.unsubscribe();
    cell.set(0.1);
    expect(told).to.deep.equal([0.14, 0.12]);
  });

  it('tells at once where it is low already', () => {
    const told: number[] = [];
    becomingLow(new Cell(0.05)).subscribe((level) => told.push(level));
    becomingLow(new Cell(0.05, true)).subscribe((level) => told.push(level));
    expect(told).to.deep.equal([0.05]);
  });
});
