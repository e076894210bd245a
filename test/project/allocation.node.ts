/** What a step of training leaves behind, measured where the collector can be called. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { rhyme, settingsOf } from '../support/training.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function held(): { heap: number; buffers: number } {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}

describe('Training', () => {
  it('keeps nothing from 4000 steps: no array, and less than 16 bytes a step', () => {
    const layers = [{ name: 'cell', type: 'lstm', units: 6 }];
    const settings = settingsOf({ vocabulary: rhyme.vocabulary.length, layers, steps: 5000, batch: 2, length: 6 });
    const training = new Training({ settings, data: rhyme }, referenceKernels());
    for (let n = 0; n < 1000; n++) training.advance();
    const before = held();
    for (let n = 0; n < 4000; n++) assert.ok(training.advance());
    const after = held();
    assert.equal(after.buffers, before.buffers);
    assert.ok(after.heap - before.heap < 4000 * 16, `${after.heap - before.heap} bytes more`);
  });
});
