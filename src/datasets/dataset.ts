/** A text that ships with the app. */
export interface ShippedText {
  readonly id: string;
  /** File in `public/data`. */
  readonly file: string;
  /** Code points in the file, and how many distinct ones: a file that does not hold them is not this text. */
  readonly characters: number;
  readonly distinct: number;
  /** Where it came from, as shown under “about”. */
  readonly work: string;
  readonly author: string;
  readonly from: string;
  readonly licence: string;
}

/** A shipped text could not be loaded. The message names the file, what was wanted and what came. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  constructor(file: string, wanted: string, came: string, options?: ErrorOptions) {
    super(`${file}: expected ${wanted}, got ${came}`, options);
  }
}

/** Reads a shipped text, from the offline cache where there is one. Throws DatasetError. */
export async function loadShippedText({ file, characters, distinct }: ShippedText): Promise<string> {
  const text = await (await fetchData(file)).text();
  const found = [...text].length;
  if (found !== characters) throw new DatasetError(file, `${characters} characters`, `${found}`);
  const kinds = new Set(text).size;
  if (kinds !== distinct) throw new DatasetError(file, `${distinct} distinct characters`, `${kinds}`);
  return text;
}

/** The answer with a file of `public/data`. Throws DatasetError where there is none. */
export async function fetchData(file: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(new URL(`data/${file}`, document.baseURI));
  } catch (cause) {
    throw new DatasetError(file, 'an answer', 'none (no network, and not stored on this device)', { cause });
  }
  if (!response.ok) throw new DatasetError(file, 'the data', `HTTP ${response.status}`);
  return response;
}
