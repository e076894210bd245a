/**
 * A small static server for a built folder: right MIME types, nothing cached by HTTP (the service worker does that), and
 * on request the headers which isolate a page, for finer clocks in the bench. Used by start, size, shots, bench and e2e.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Serves a folder until `close()`, under `/` or under `base` (`/some/folder/`, as GitHub Pages does).
 * @param {string} folder
 * @param {{ port?: number, host?: string, base?: string, isolate?: boolean }} [options] port 0 takes a free one
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>}
 */
export async function serve(folder, { port = 0, host = 'localhost', base = '/', isolate = false } = {}) {
  const server = createServer((request, response) => {
    answer({ folder, base, isolate, request, response }).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    port: taken,
    url: `http://localhost:${taken}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {{ folder: string, base: string, isolate: boolean, request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse }} exchange */
async function answer({ folder, base, isolate, request, response }) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const inside = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : undefined;
  const file = inside === undefined ? undefined : await existing(path.resolve(folder), inside);
  const headers = {
    'cache-control': 'no-cache',
    ...(isolate && { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }),
  };
  if (!file) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain' });
    response.end(`${pathname}: not found`);
    return;
  }
  const type = types[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { ...headers, 'content-type': type });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

/** The file a path names, or its index.html; nothing outside the folder. @param {string} folder @param {string} inside */
async function existing(folder, inside) {
  for (const candidate of [inside, path.join(inside, 'index.html')]) {
    const file = path.resolve(folder, candidate);
    if (file !== folder && !file.startsWith(folder + path.sep)) return undefined;
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) return file;
  }
  return undefined;
}
