/** Training where the collector can be called, and on another engine than the browser's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { simdKernels } from '../../workers/kernels/simd/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { bars, labelledSettings } from '../support/labelled.ts';
import { seededHashes, seededPictureHashes, seededPictureRun, seededRun } from '../support/seeded-run.ts';
import { rhyme, settingsOf } from '../support/training.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function held(): { heap: number; buffers: number } {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}

const module = new WebAssembly.Module(readFileSync('workers/kernels/simd/kernels.wasm'));
const sets = [referenceKernels(), simdKernels(module)];

describe('Training', () => {
  it('keeps nothing from 2000 steps: no array, and less than 16 bytes a step', () => {
    const layers = [{ name: 'cell', type: 'lstm', units: 6 }];
    const settings = settingsOf({ vocabulary: rhyme.vocabulary.length, layers, steps: 9000, batch: 2, length: 6 });
    // an epoch's order is drawn anew: one epoch a run is seen here
    const pictures = bars(18_000);
    const onPictures = labelledSettings(pictures, {
      layers: [{ name: 'vector', type: 'flatten' }],
      batch: 2,
      steps: 9000,
    });
    const begin = [
      (kernels: KernelSet) => new Training({ settings, data: rhyme }, kernels),
      (kernels: KernelSet) => new Training({ settings: onPictures, data: pictures }, kernels),
    ];
    for (const [kernels, run] of sets.flatMap((set) => begin.map((each) => [set, each] as const))) {
      const training = run(kernels);
      const grown = [0, 1, 2, 3].map(() => {
        const before = held();
        for (let n = 0; n < 2000; n++) assert.ok(training.advance());
        const after = held();
        return { heap: after.heap - before.heap, buffers: after.buffers - before.buffers };
      });
      // compiled code arrives when the compiler finds time: a leak shows in every round, this in one
      const least = Math.min(...grown.map(({ heap }) => heap));
      assert.ok(least < 2000 * 16, `${kernels.name}: at least ${least} bytes more in each round`);
      // an earlier run's may go in one of the rounds
      for (const { buffers } of grown) assert.ok(buffers <= 0, `${kernels.name}: ${buffers} bytes more in buffers`);
    }
  });

  it('gives the bits in Node that it gives in a browser, on either set', async () => {
    for (const kernels of sets) assert.equal(await seededRun(kernels), seededHashes[kernels.name]);
    for (const kernels of sets) assert.equal(await seededPictureRun(kernels), seededPictureHashes[kernels.name]);
  });
});
