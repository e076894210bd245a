/**
 * The state of a lesson in its address: `#/lesson/bptt?s=…`. The text after `s=` is JSON in base64url, its version with
 * it, so that a link survives mail programs and messengers, and a later app can tell an old link from a broken one.
 */

/** How a lesson's state is written and read. */
export interface LinkFormat<T> {
  /** Counts up when the state's shape changes so that old links cannot be read any more. */
  readonly version: number;
  /** Checks a state of unknown origin. Throws when it is none. */
  read(state: unknown): T;
}

/** The longest text after `s=`, in characters: a link longer than 4 KB is cut by some messengers. */
export const LONGEST_LINK = 4096;

export type LinkProblem =
  | 'broken'
  /** Written by another version of the app. */
  | 'other-version'
  | 'too-long'
  /** What is to be written has no numbers any more. */
  | 'not-finite';

/** A link cannot be written or read. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(
    readonly problem: LinkProblem,
    options?: ErrorOptions,
  ) {
    super(`link: ${problem}`, options);
  }
}

/** What comes after `s=`. Throws LinkError when the state is too long for a link. */
export function encodeState<T>(format: LinkFormat<T>, state: T): string {
  const bytes = new TextEncoder().encode(JSON.stringify([format.version, state]));
  const text = btoa(String.fromCharCode(...bytes));
  const safe = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (safe.length > LONGEST_LINK) throw new LinkError('too-long');
  return safe;
}

/** Reads what `encodeState` wrote. Throws LinkError, whatever the text is. */
export function decodeState<T>(format: LinkFormat<T>, text: string): T {
  if (text.length > LONGEST_LINK) throw new LinkError('too-long');
  const written = parse(text);
  if (!Array.isArray(written) || written.length !== 2 || !Number.isInteger(written[0])) throw new LinkError('broken');
  if (written[0] !== format.version) throw new LinkError('other-version');
  try {
    return format.read(written[1]);
  } catch (error) {
    throw new LinkError('broken', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new LinkError('broken', { cause: error });
  }
}
