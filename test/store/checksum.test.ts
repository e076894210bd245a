import { expect } from 'chai';
import fc from 'fast-check';
import { checksum, crc32 } from '../../src/store/checksum.ts';
import { trainingState } from '../support/store.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('crc32', () => {
  it('gives the published check values', () => {
    expect(crc32(bytes('123456789')).toString(16)).to.equal('cbf43926');
    expect(crc32(bytes('The quick brown fox jumps over the lazy dog')).toString(16)).to.equal('414fa339');
    expect(crc32(bytes(''))).to.equal(0);
  });

  it('goes on where a part before ended, at any cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), (all, at) => {
        expect(crc32(all.subarray(at), crc32(all.subarray(0, at)))).to.equal(crc32(all));
      }),
    );
  });

  it('finds any single damaged bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (all, at) => {
        const damaged = all.slice();
        damaged[at % all.length] ^= 1 << (at % 8);
        expect(crc32(damaged)).not.to.equal(crc32(all));
      }),
    );
  });
});

describe('checksum', () => {
  it('survives a structured clone and does not depend on the order of keys', () => {
    const state = trainingState(5);
    expect(checksum(structuredClone(state))).to.equal(checksum(state));
    expect(checksum({ a: 1, b: 2 })).to.equal(checksum({ b: 2, a: 1 }));
  });

  it('counts every field of a training state', () => {
    const state = trainingState(5);
    const whole = checksum(state);
    for (const key of Object.keys(state)) {
      const { [key as keyof typeof state]: _, ...without } = state;
      expect(checksum(without), key).not.to.equal(whole);
    }
    expect(checksum({ ...state, step: 6 })).not.to.equal(whole);
    expect(checksum({ ...state, kernels: 'simd' })).not.to.equal(whole);
    expect(checksum({ ...state, slots: state.slots.toReversed() })).not.to.equal(whole);
  });

  it('tells where one list ends and the next begins', () => {
    expect(checksum([[1], [2]])).not.to.equal(checksum([[1, 2], []]));
    expect(checksum(['ab', 'c'])).not.to.equal(checksum(['a', 'bc']));
    expect(checksum([Float32Array.of(1), Float32Array.of()])).not.to.equal(
      checksum([Float32Array.of(), Float32Array.of(1)]),
    );
    expect(checksum(-0)).not.to.equal(checksum(0));
  });

  it('refuses what has no bytes', () => {
    expect(() => checksum({ call: () => 1 })).to.throw(TypeError, 'got a function');
  });
});
