import type { TrainingState } from '../train/protocol.ts';
import { upgradeState } from './upgrade-state.ts';
import { checksum } from './checksum.ts';
import type { Connection } from './connection.ts';
import { dropMoments, putMoments } from './moments.ts';
import type { CheckpointRecord, MomentRecord, RunRecord, SampleRecord } from './schema.ts';
import { StoreError } from './store-error.ts';

/** The newest whole one, and the one before it should its bytes be damaged. */
const KEPT = 2;

export interface Saving {
  /** The run as of the state: both are written or neither. */
  readonly run: RunRecord;
  readonly state: TrainingState;
  /** What the run wrote since the last save. */
  readonly samples?: readonly SampleRecord[];
  /** Networks to keep along the run. */
  readonly moments?: readonly MomentRecord[];
}

export interface Loaded {
  readonly state: TrainingState;
  readonly step: number;
  readonly saved: number;
  /** Newer checkpoints that were damaged and passed over. */
  readonly damaged: number;
}

/** The states that runs go on from. All rejections are StoreErrors. */
export class Checkpoints {
  constructor(private readonly connection: Connection) {}

  /**
   * Writes a run's state, record, samples and moments in one transaction; resolves when they are on the disk, with the
   * steps of all moments that are kept. Of the checkpoints before, one is kept. A run that was deleted meanwhile stays
   * deleted: rejects with kind `missing`.
   */
  save({ run, state, samples = [], moments = [] }: Saving): Promise<readonly number[]> {
    const content = { run: run.id, step: state.step, state };
    const record: CheckpointRecord = { ...content, saved: run.updated, checksum: checksum(content) };
    return this.connection.write(['runs', 'checkpoints', 'samples', 'moments'], async (transaction) => {
      const runs = transaction.objectStore('runs');
      const stored = await runs.get(run.id);
      if (stored?.removed !== undefined) throw new StoreError('missing', `run ${run.id}: it was deleted`);
      // A name is edited elsewhere; a training run that does not know it must not write the old one back.
      await runs.put(stored === undefined ? run : { ...run, name: stored.name });
      const checkpoints = transaction.objectStore('checkpoints');
      await checkpoints.add(record);
      const keys = await checkpoints.index('run').getAllKeys(run.id);
      await Promise.all(keys.slice(0, -KEPT).map((key) => checkpoints.delete(key)));
      await Promise.all(samples.map((sample) => transaction.objectStore('samples').put(sample)));
      return putMoments(transaction, { run: run.id, moments });
    });
  }

  /**
   * The newest whole state of a run, or undefined where it has none. `before` passes over those of this step and
   * later. Rejects with kind `damaged` where there are some and none is whole.
   */
  async latest(run: string, { before = Infinity } = {}): Promise<Loaded | undefined> {
    const all = await this.connection.read(['checkpoints'], (transaction) =>
      transaction.objectStore('checkpoints').index('run').getAll(run),
    );
    const found = all.filter(({ step }) => step < before).toReversed();
    const whole = found.findIndex(isWhole);
    if (whole >= 0) return { ...found[whole], state: upgradeState(found[whole].state), damaged: whole };
    if (found.length === 0) return undefined;
    throw new StoreError('damaged', `run ${run}: expected a whole checkpoint, got ${found.length} damaged`);
  }

  /**
   * Goes back to a state: it becomes the newest, checkpoints, samples and moments of later steps are taken away and the run's
   * record is replaced, all in one transaction.
   */
  goBack({ run, state }: Pick<Saving, 'run' | 'state'>): Promise<void> {
    const content = { run: run.id, step: state.step, state };
    const record: CheckpointRecord = { ...content, saved: run.updated, checksum: checksum(content) };
    return this.connection.write(['runs', 'checkpoints', 'samples', 'moments'], async (transaction) => {
      const checkpoints = transaction.objectStore('checkpoints');
      const keys = await checkpoints.index('run').getAllKeys(run.id);
      await Promise.all(keys.map((key) => checkpoints.delete(key)));
      await checkpoints.add(record);
      await transaction.objectStore('runs').put(run);
      const later = IDBKeyRange.bound([run.id, state.step], [run.id, Infinity], true);
      await transaction.objectStore('samples').delete(later);
      await dropMoments(transaction, { run: run.id, after: state.step });
    });
  }
}

function isWhole({ run, step, state, checksum: expected }: CheckpointRecord): boolean {
  return checksum({ run, step, state }) === expected;
}
