/** `npm start [-- --port 4173]`: installs if needed, builds the app and serves it. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, root } from './bootstrap.mjs';
import { serve } from './serve.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });

bootstrap();
const { build } = await import('vite');
await build({ root, logLevel: 'warn' });
try {
  const server = await serve(path.join(root, 'dist'), { port: Number(values.port) });
  console.log(`\nUnroll is at ${server.url} (Ctrl+C ends it). It works offline after the first visit.`);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  console.error(`Port ${values.port} is taken. Another one: npm start -- --port 4174`);
  process.exitCode = 1;
}
