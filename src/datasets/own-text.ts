/** Pasted text, or a `.txt` file: read, checked, with one kind of line end. */

export const ownTextLimits = {
  /** 2 MB of UTF-8. */
  bytes: 2_000_000,
  distinct: 2000,
};

/** Why a text cannot be trained on. */
export type TextProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-short'; readonly wanted: number; readonly came: number }
  | { readonly kind: 'too-large'; readonly wanted: number; readonly came: number }
  | { readonly kind: 'too-many-characters'; readonly wanted: number; readonly came: number }
  /** `at` counts bytes in a file and characters in pasted text, from 0. */
  | { readonly kind: 'not-text'; readonly at: number; readonly what: 'nul' | 'utf-16' | 'utf-8' | 'surrogate' };

/** The message names the place, what was wanted and what came; screens translate `problem`. */
export class OwnTextError extends Error {
  override readonly name = 'OwnTextError';
  constructor(
    readonly problem: TextProblem,
    place: string,
  ) {
    super(`${place}: ${sentence(problem)}`);
  }
}

interface Checks {
  /** Characters that a run with its batch and length needs, with what is held back. */
  readonly atLeast: number;
  /** What is done to the text before its characters are counted. */
  readonly normalise?: (text: string) => string;
}

/** Throws OwnTextError. Line ends become `\n`, a byte order mark goes. */
export async function readTextFile(file: File, checks: Checks): Promise<string> {
  const limit = ownTextLimits.bytes;
  if (file.size > limit) throw new OwnTextError({ kind: 'too-large', wanted: limit, came: file.size }, file.name);
  return checkText(decodeBytes(new Uint8Array(await file.arrayBuffer()), file.name), { ...checks, place: file.name });
}

/** Throws OwnTextError. Line ends become `\n`. */
export function readPastedText(pasted: string, checks: Checks): string {
  const place = 'pasted text';
  const limit = ownTextLimits.bytes;
  const bytes = new TextEncoder().encode(pasted).length;
  if (bytes > limit) throw new OwnTextError({ kind: 'too-large', wanted: limit, came: bytes }, place);
  const nul = pasted.indexOf('\0');
  if (nul >= 0) throw new OwnTextError({ kind: 'not-text', at: nul, what: 'nul' }, place);
  const half = pasted.search(/\p{Surrogate}/u);
  if (half >= 0) throw new OwnTextError({ kind: 'not-text', at: half, what: 'surrogate' }, place);
  return checkText(pasted, { ...checks, place });
}

/** How many characters of a text make its title. */
const TITLE = 24;

/** What a text is called that nobody named: its first line, or as many whole words of it as fit; never empty for a text that can be learned. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0].trim();
  const characters = [...line];
  if (characters.length <= TITLE) return line;
  const cut = characters.slice(0, TITLE).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > TITLE / 2 ? cut.slice(0, space) : cut).replace(/[\s,.;:!?，。；：、！？]+$/u, '')}…`;
}

function decodeBytes(bytes: Uint8Array, place: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new OwnTextError({ kind: 'not-text', at: 0, what: 'utf-16' }, place);
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new OwnTextError({ kind: 'not-text', at: nul, what: 'nul' }, place);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new OwnTextError({ kind: 'not-text', at: firstInvalid(bytes), what: 'utf-8' }, place);
  }
}

/** Where UTF-8 breaks. The decoder does not tell, so the shortest beginning that it refuses is searched by halves. */
function firstInvalid(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isBeginning(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

/** Whether these bytes can begin a valid text; its last character may be unfinished. */
function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function checkText(raw: string, { atLeast, place, normalise }: Checks & { readonly place: string }): string {
  const given = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const text = normalise?.(given) ?? given;
  if (text.trim() === '') throw new OwnTextError({ kind: 'empty' }, place);
  let characters = 0;
  const distinct = new Set<string>();
  for (const character of text) {
    characters += 1;
    distinct.add(character);
  }
  if (characters < atLeast) throw new OwnTextError({ kind: 'too-short', wanted: atLeast, came: characters }, place);
  const wanted = ownTextLimits.distinct;
  if (distinct.size > wanted) {
    throw new OwnTextError({ kind: 'too-many-characters', wanted, came: distinct.size }, place);
  }
  return text;
}

function sentence(problem: TextProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'expected text, got nothing but white space';
    case 'too-short':
      return `expected at least ${problem.wanted} characters, got ${problem.came}`;
    case 'too-large':
      return `expected at most ${problem.wanted} bytes, got ${problem.came}`;
    case 'too-many-characters':
      return `expected at most ${problem.wanted} distinct characters, got ${problem.came}`;
    case 'not-text':
      return `expected UTF-8 text, got ${notText[problem.what]} at ${problem.at}`;
    default:
      return problem satisfies never;
  }
}

const notText = {
  nul: 'a NUL byte',
  'utf-16': 'UTF-16',
  'utf-8': 'a byte that is not UTF-8',
  surrogate: 'half a character',
};
