/** Whether every file of the app is really in Cache Storage, by the service worker's own list. */

/** One file of the service worker's list; scripts/precache-list.mjs writes them. */
interface ListedFile {
  readonly url: string;
  /** Absent where the name itself holds a hash. */
  readonly revision: string | null;
  /** Bytes. */
  readonly size: number;
}

export interface PrecacheReport {
  readonly files: number;
  /** Bytes of the files that are there. */
  readonly bytes: number;
  readonly missing: readonly string[];
}

/**
 * Looks each listed file up. The list comes through the service worker that serves the page, so that it is the list of
 * the version in use, not of one that waits. Rejects when the list cannot be read.
 * @param scope the registration's scope, which names the cache
 */
export async function inspectPrecache(scope: string): Promise<PrecacheReport> {
  const files = await listOf(new URL('precache.json', scope));
  const cache = await caches.open(precacheName(scope));
  const missing: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const found = await cache.match(cacheKey(file, scope));
    if (found?.ok) bytes += file.size;
    else missing.push(file.url);
  }
  return { files: files.length, bytes, missing };
}

/**
 * Fetches missing files again, which the service worker does only with its next version. A file that the server has
 * changed since is left missing: it belongs to that next version. Resolves also where nothing could be fetched.
 */
export async function repairPrecache(scope: string, missing: readonly string[]): Promise<void> {
  // With a query the service worker does not answer from its cache: this is the server's list of today.
  const fresh = await listOf(new URL('precache.json?fresh', scope)).catch(() => []);
  const mine = await listOf(new URL('precache.json', scope));
  const cache = await caches.open(precacheName(scope));
  for (const file of mine) {
    const isSame = fresh.some(({ url, revision }) => url === file.url && revision === file.revision);
    if (!isSame || !missing.includes(file.url)) continue;
    const answer = await fetch(new URL(file.url, scope), { cache: 'reload' }).catch(() => undefined);
    if (answer?.ok) await cache.put(cacheKey(file, scope), answer);
  }
}

async function listOf(address: URL): Promise<readonly ListedFile[]> {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`precache.json: expected a list of files, got ${answer.status}`);
  return (await answer.json()) as readonly ListedFile[];
}

/** As workbox-precaching names it: `cacheNames.precache` of workbox-core, whose scope a page must fill in. */
const precacheName = (scope: string): string => `workbox-precache-v2-${scope}`;

/** As workbox-precaching makes it: the revision is part of the address. */
function cacheKey({ url, revision }: ListedFile, scope: string): string {
  const address = new URL(url, scope);
  if (revision !== null) address.searchParams.set('__WB_REVISION__', revision);
  return address.href;
}
