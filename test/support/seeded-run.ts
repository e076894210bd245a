import type { KernelSet as KernelSetName } from '../../src/train/protocol.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { bars, convolutions, labelledSettings } from './labelled.ts';
import { rhyme, settingsOf } from './training.ts';

/**
 * SHA-256 of parameters, optimizer memory, losses and gradient norms after 500 updates, in every engine. Another value
 * means that runs saved before no longer go on as they were.
 */
export const seededHashes: Readonly<Record<KernelSetName, string>> = {
  reference: 'ff77f2a481e5e8f22769fe01f681aa6d90148ae8c0096de27778f132f47cce7c',
  simd: '711c3b3926ff7a858255d19f32651ee6b857ef55fe969b79fb163037d2745920',
};

/** The same of a run on pictures. */
export const seededPictureHashes: Readonly<Record<KernelSetName, string>> = {
  reference: '457f1d3683e8e8e7ebc8d2e82ad327654e10bf74d83f2ee368aef8ddefbe5af6',
  simd: 'df7344fb697350e6a0500da149df7a98d4ccad5b1d9b6f5a254fa1db72bd95d0',
};

/** Two recurrent layers, Adam with clipping, carried states, several epochs. */
export async function seededRun(kernels: KernelSet): Promise<string> {
  const layers = [
    { name: 'low', type: 'lstm', units: 9 },
    { name: 'high', type: 'gru', units: 7 },
  ];
  const { length: vocabulary } = rhyme.vocabulary;
  const settings = settingsOf({ vocabulary, layers, steps: 500, batch: 5, length: 11, seed: 4 });
  return hashAfter(new Training({ settings, data: rhyme }, kernels));
}

/** Convolutions, pooling, batch norm, dropout; shuffled mini-batches of which some are held back. */
export async function seededPictureRun(kernels: KernelSet): Promise<string> {
  const data = bars(90);
  const settings = labelledSettings(data, {
    layers: convolutions,
    steps: 500,
    batch: 7,
    seed: 6,
    validation: { share: 0.2, every: 100 },
  });
  return hashAfter(new Training({ settings, data }, kernels));
}

async function hashAfter(training: Training): Promise<string> {
  while (!training.isFinished) if (!training.advance()) throw new Error(`diverged at ${training.step}`);
  const { parameters, slots, losses, norms } = training.state;
  const bits = new Blob([parameters, ...slots, losses, norms].map((numbers) => numbers as BlobPart));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await bits.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
