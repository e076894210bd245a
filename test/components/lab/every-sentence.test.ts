import { expect } from 'chai';
import { render } from 'lit';
import { heardLetters, letters } from '../../../components/formula/letters.ts';
import { guessFor } from '../../../components/lab/guess.ts';
import { LabPass } from '../../../components/lab/lab-pass.ts';
import { madeSentence } from '../../../components/lab/made-sentence.ts';
import { nextLine } from '../../../components/lab/questions.ts';
import { stepOn, upcomingOperation } from '../../../components/lab/stepping.ts';
import { madeWords, placeWords } from '../../../components/lab/transport-words.ts';
import { ownLab, type LabSession } from '../../../src/app/lab-session.ts';
import type { LabView } from '../../../src/app/lab-view.ts';
import { labCells } from '../../../src/app/router.ts';
import { languages, switchLanguage } from '../../../src/i18n/localization.ts';

/** Every form a pass can have, in either letters; `update` is about the GRU's z. */
const forms = labCells
  .flatMap((cell) => (cell === 'gru' ? (['before', 'after'] as const) : [undefined]).map((reset) => ({ cell, reset })))
  .flatMap((form) => [1, 2].map((depth) => ({ ...form, depth })))
  .flatMap((form) => (['notes', 'app'] as const).map((written) => ({ ...form, letters: written })))
  .flatMap((form) =>
    (form.cell === 'gru' ? (['new', 'kept'] as const) : (['new'] as const)).map((update) => ({ ...form, update })),
  );

type Form = (typeof forms)[number];

function labOf({ cell, reset, depth, letters: written, update }: Form): LabSession {
  const session = ownLab(cell);
  if (depth > 1) session.setDepth(depth);
  if (reset !== undefined) session.setLayer({ reset });
  session.setView({ letters: written, update } satisfies Partial<LabView>);
  return session;
}

/** What stands on the page and what is heard, at one place of a pass. */
function wordsAt(session: LabSession): { readonly read: readonly string[]; readonly heard: readonly string[] } {
  const pass = new LabPass(session.current);
  const { last, next } = pass.network;
  const line = nextLine(pass, upcomingOperation(pass.network));
  const read = [madeSentence(pass, last), line.what, line.question, guessFor(pass, next)?.question ?? ''];
  return {
    read: read.filter((text) => text !== ''),
    heard: [heardLetters(madeWords(pass, { last, next })), placeWords(pass)],
  };
}

/** Walks a pass one operation at a time. */
function* walk(session: LabSession) {
  const { network } = session.current;
  const pass = new LabPass(session.current);
  for (;;) {
    yield wordsAt(session);
    if (network.next === undefined) return;
    stepOn(network, 'operation', { columns: pass.columns, units: { from: 0, size: pass.columns.units } });
  }
}

const page = document.createElement('p');

/** A sentence as it stands on the page. */
function set(text: string): string {
  render(letters(text), page);
  return page.textContent ?? '';
}

/** Marks that were not set, ops and fields by their names in the code, missing values, and sums with nothing in them. */
const RAW =
  /[_{}]|\b(?:rows|slice|linear|add|add-bias|multiply|complement|lookup|one-?hot|sigmoid|previous|weight_|undefined|NaN)\b|\(\)|(?:^|[:：(×+=])\s*[+×=]|\s{2}|[+×=]\s*(?:$|\)|[.。])/;

const numberless = (text: string) => text.replaceAll(/\d+/g, '#');

after(() => switchLanguage('en'));

describe('what the lab says, operation by operation', () => {
  for (const language of languages) {
    for (const form of forms) {
      const { cell, reset = '', depth, letters: written, update } = form;
      it(`${language}, ${cell} ${reset}, layers ${depth}, letters ${written}, z ${update}: shows no name of the code`, async () => {
        await switchLanguage(language);
        const session = labOf(form);
        const seen = new Set<string>();
        for (const { read, heard } of walk(session)) {
          for (const text of [...read.map(set), ...heard]) {
            const kind = numberless(text);
            if (seen.has(kind)) continue;
            seen.add(kind);
            expect(RAW.exec(text)?.[0], text).to.equal(undefined);
          }
        }
        expect(seen.size).to.be.above(60);
        session.dispose();
      });
    }
  }

  const told = async (form: Form): Promise<string> => {
    await switchLanguage('en');
    const session = labOf(form);
    const all = [...walk(session)].flatMap(({ read }) => read);
    session.dispose();
    return all.join('\n').replaceAll('_{}', '');
  };

  it('writes the block of a stacked matrix as the lecture does, and as our own letters do', async () => {
    const gru = { cell: 'gru', reset: 'before', depth: 1, letters: 'notes', update: 'new' } as const;
    expect(await told(gru))
      .to.contain('On the way, unit 2: a_z = W_z x + U_z h_{t−1} + b_z = ')
      .and.to.contain('On the way, unit 2: U_h (r × h_{t−1}) = ')
      .and.to.contain('On the way, unit 2: (1 − z) × h_{t−1} = ')
      .and.to.contain('On the way, unit 2: W_h x + b_h = ')
      .and.to.contain('Next on the way to the reset gate, unit 2: a_r = W_r x + U_r h_{t−1} + b_r.')
      .and.to.contain('Next on the way, unit 2: the gradient of U_z h_{t−1}.');
    expect(await told({ ...gru, letters: 'app', update: 'kept' }))
      .to.contain('On the way, unit 2: W_hn (r × h_{t−1}) = ')
      .and.to.contain('On the way, unit 2: (1 − z) × n = ');
    expect(await told({ ...gru, reset: 'after' })).to.contain('unit 2: r × (U_h h_{t−1} + b_U) = ');
    expect(await told({ ...gru, cell: 'lstm', reset: undefined, depth: 2 })).to.contain(
      'On the way, unit 2: a⁽²⁾_f = W⁽²⁾_xf h⁽¹⁾ + W⁽²⁾_hf h⁽²⁾_{t−1} + b⁽²⁾_f = ',
    );
  });
});
