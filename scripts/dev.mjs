import { bootstrap, root } from './bootstrap.mjs';

bootstrap();
const { createServer } = await import('vite');
const server = await createServer({ root, server: { host: process.argv.includes('--host') } });
await server.listen();
server.printUrls();
