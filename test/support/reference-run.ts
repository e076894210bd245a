import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { hashOf, rhyme, settingsOf } from './training.ts';

/** Of the state after 60 updates, in every engine. Another value means that runs saved before no longer go on as they were. */
export const REFERENCE_HASH = '90dcc15a1b9e982b84a714d5786b28a3334249ee2289b62c671228466ebc4848';

/** Two recurrent layers, Adam with clipping, carried states, several epochs. */
export function referenceRun(): Promise<string> {
  const layers = [
    { name: 'low', type: 'lstm', units: 9 },
    { name: 'high', type: 'gru', units: 7 },
  ];
  const settings = settingsOf({
    vocabulary: rhyme.vocabulary.length,
    layers,
    steps: 60,
    batch: 5,
    length: 11,
    seed: 4,
  });
  const training = new Training({ settings, data: rhyme }, referenceKernels());
  while (!training.isFinished) if (!training.advance()) throw new Error(`diverged at ${training.step}`);
  return hashOf(training.state);
}
