import type { Network } from '../../src/streams/network.ts';
import type { LabControls } from './contract.ts';
import { tellAnew } from './edit-notices.ts';

/**
 * Edits that begin the pass anew. The first one takes the student from where they stood, those that follow before
 * another step change nothing about that: one undo takes all of them back.
 */
export class EditSeries {
  private last: { readonly network: Network; readonly edits: number } | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly session: () => LabControls,
  ) {}

  /** Throws what the edit throws, and is then as before. */
  make(edit: () => void): void {
    const session = this.session();
    const { network } = session.current;
    const { position } = network.recorder;
    edit();
    const before = this.last?.network === network ? this.last.edits : 0;
    const edits = position > 0 ? 1 : before > 0 ? before + 1 : 0;
    this.last = { network: session.current.network, edits };
    if (edits > 0) tellAnew(this.host, () => this.takeBack(session, edits));
  }

  /** Nothing where they were taken back in another way meanwhile: earlier edits are not meant. */
  private takeBack(session: LabControls, edits: number): void {
    if (session.current.network !== this.last?.network) return;
    for (let n = 0; n < edits; n++) session.undo();
  }
}
