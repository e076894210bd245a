import type { KernelSet as KernelSetName } from '../../src/train/protocol.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { hashOf, rhyme, settingsOf } from './training.ts';

/** Of the state after 500 updates, in every engine. Another value means that runs saved before no longer go on as they were. */
export const seededHashes: Readonly<Record<KernelSetName, string>> = {
  reference: '11f31a01ac0f93c1e20ca48d85ede5cbde28103701b7b76b24d40caa0fc0b483',
  simd: '5815b65576e71f3518eece5e97a551c6ef275b512aed47f6e868c402898b1c4d',
};

/** Two recurrent layers, Adam with clipping, carried states, several epochs. */
export function seededRun(kernels: KernelSet): Promise<string> {
  const layers = [
    { name: 'low', type: 'lstm', units: 9 },
    { name: 'high', type: 'gru', units: 7 },
  ];
  const { length: vocabulary } = rhyme.vocabulary;
  const settings = settingsOf({ vocabulary, layers, steps: 500, batch: 5, length: 11, seed: 4 });
  const training = new Training({ settings, data: rhyme }, kernels);
  while (!training.isFinished) if (!training.advance()) throw new Error(`diverged at ${training.step}`);
  return hashOf(training.state);
}
