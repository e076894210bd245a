import { expect } from 'chai';
import { OwnTextError, ownTextLimits, readPastedText, readTextFile, titleOf } from '../../src/datasets/own-text.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const file = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => new File(parts, 'mine.txt');
const checks = { atLeast: 5 };

async function problemOf(reading: () => string | Promise<string>) {
  try {
    await reading();
  } catch (error) {
    if (error instanceof OwnTextError) return { ...error.problem, message: error.message };
    throw error;
  }
  throw new Error('expected an OwnTextError');
}

describe('titleOf', () => {
  it('takes the first line, or as many whole words of it as fit', () => {
    expect(titleOf('\n  A short one \nand more')).to.equal('A short one');
    expect(titleOf('It is a truth universally acknowledged')).to.equal('It is a truth…');
    expect(titleOf('supercalifragilisticexpialidocious')).to.equal('supercalifragilisticexpi…');
    expect(titleOf('白日依山尽，黄河入海流。欲穷千里目，更上一层楼。床前明月光')).to.equal(
      '白日依山尽，黄河入海流。欲穷千里目，更上一层楼…',
    );
  });
});

describe('own text', () => {
  it('reads UTF-8 with and without a byte order mark, and makes all line ends one', async () => {
    const wanted = 'a\nb\nc\n你好😀';
    expect(await readTextFile(file('a\r\nb\rc\n你好😀'), checks)).to.equal(wanted);
    expect(await readTextFile(file(Uint8Array.of(0xef, 0xbb, 0xbf), 'a\r\nb\rc\n你好😀'), checks)).to.equal(wanted);
    expect(readPastedText('\uFEFFa\r\nb\rc\n你好😀', checks)).to.equal(wanted);
  });

  it('refuses an empty text and white space alone', async () => {
    expect(await problemOf(() => readPastedText('', checks))).to.include({ kind: 'empty' });
    expect(await problemOf(() => readTextFile(file(' \r\n\t '), checks))).to.include({ kind: 'empty' });
  });

  it('refuses a text shorter than one batch, counting code points', async () => {
    const problem = await problemOf(() => readPastedText('😀😀😀', checks));
    expect(problem).to.include({ kind: 'too-short', wanted: 5, came: 3 });
    expect(problem.message).to.equal('pasted text: expected at least 5 characters, got 3');
    expect(readPastedText('😀😀😀😀😀', checks)).to.equal('😀😀😀😀😀');
  });

  it('refuses more than 2 MB, before reading the file', async () => {
    const large = 'a'.repeat(ownTextLimits.bytes + 1);
    expect(await problemOf(() => readTextFile(file(large), checks))).to.include({ kind: 'too-large' });
    expect(await problemOf(() => readPastedText(large, checks))).to.include({ came: ownTextLimits.bytes + 1 });
    expect((await readTextFile(file(large.slice(1)), checks)).length).to.equal(ownTextLimits.bytes);
  });

  it('refuses more than 2,000 distinct characters', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => String.fromCodePoint(0x4e00 + n)).join('');
    expect(await problemOf(() => readPastedText(many(2001), checks))).to.include({
      kind: 'too-many-characters',
      came: 2001,
    });
    expect(readPastedText(many(2000), checks).length).to.equal(2000);
  });

  it('names the byte where a file stops being UTF-8', async () => {
    const bad = [
      { bytes: [...bytesOf('hello 你'), 0xff, ...bytesOf('good')], at: 9 },
      { bytes: [0x80, ...bytesOf('hello')], at: 0 },
      // overlong encoding of “/”
      { bytes: [...bytesOf('abc'), 0xc0, 0xaf], at: 3 },
      // unfinished at the very end
      { bytes: [...bytesOf('hello'), 0xe4, 0xbd], at: 7 },
      // a three-byte character whose second byte is wrong
      { bytes: [...bytesOf('hello'), 0xe4, 0x41, 0x41], at: 6 },
    ];
    for (const { bytes, at } of bad) {
      const problem = await problemOf(() => readTextFile(file(Uint8Array.from(bytes)), checks));
      expect(problem, String(bytes)).to.include({ kind: 'not-text', what: 'utf-8', at });
      expect(problem.message).to.equal(`mine.txt: expected UTF-8 text, got a byte that is not UTF-8 at ${at}`);
    }
  });

  it('refuses a picture, UTF-16 and half characters', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0);
    expect(await problemOf(() => readTextFile(file(png), checks))).to.include({ what: 'nul', at: 8 });
    const utf16 = Uint8Array.of(0xff, 0xfe, 0x41, 0x00);
    expect(await problemOf(() => readTextFile(file(utf16), checks))).to.include({ what: 'utf-16', at: 0 });
    expect(await problemOf(() => readPastedText('hello\uD83D there', checks))).to.include({ what: 'surrogate', at: 5 });
    expect(await problemOf(() => readPastedText('hello\0there', checks))).to.include({ what: 'nul', at: 5 });
  });
});
