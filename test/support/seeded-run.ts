import type { KernelSet as KernelSetName } from '../../src/train/protocol.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { rhyme, settingsOf } from './training.ts';

/**
 * SHA-256 of parameters, optimizer memory, losses and gradient norms after 500 updates, in every engine. Another value
 * means that runs saved before no longer go on as they were.
 */
export const seededHashes: Readonly<Record<KernelSetName, string>> = {
  reference: 'ff77f2a481e5e8f22769fe01f681aa6d90148ae8c0096de27778f132f47cce7c',
  simd: '711c3b3926ff7a858255d19f32651ee6b857ef55fe969b79fb163037d2745920',
};

/** Two recurrent layers, Adam with clipping, carried states, several epochs. */
export async function seededRun(kernels: KernelSet): Promise<string> {
  const layers = [
    { name: 'low', type: 'lstm', units: 9 },
    { name: 'high', type: 'gru', units: 7 },
  ];
  const { length: vocabulary } = rhyme.vocabulary;
  const settings = settingsOf({ vocabulary, layers, steps: 500, batch: 5, length: 11, seed: 4 });
  const training = new Training({ settings, data: rhyme }, kernels);
  while (!training.isFinished) if (!training.advance()) throw new Error(`diverged at ${training.step}`);
  const { parameters, slots, losses, norms } = training.state;
  const bits = new Blob([parameters, ...slots, losses, norms].map((numbers) => numbers as BlobPart));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await bits.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
