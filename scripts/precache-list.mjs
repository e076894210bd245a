/**
 * Writes the service worker's own list of files as `precache.json` into the build, and puts that file on the list too:
 * the page compares it with what is really in Cache Storage before it says "Ready offline" (src/app/precache.ts).
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A Vite plugin, which learns where the build goes, and a function for workbox's `manifestTransforms`.
 * @returns {{ plugin: import('vite').Plugin, transform: import('workbox-build').ManifestTransform }}
 */
export function precacheList() {
  let folder = '';
  return {
    plugin: {
      name: 'unroll:precache-list',
      configResolved: ({ root, build }) => {
        folder = path.resolve(root, build.outDir);
      },
    },
    transform: (manifest) => {
      const files = manifest.map(({ url, revision, size }) => ({ url, revision, size }));
      const text = JSON.stringify(files);
      writeFileSync(path.join(folder, 'precache.json'), text);
      const revision = createHash('sha256').update(text).digest('hex').slice(0, 32);
      return { manifest: [...manifest, { url: 'precache.json', revision, size: Buffer.byteLength(text) }] };
    },
  };
}
