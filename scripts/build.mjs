import { bootstrap, root } from './bootstrap.mjs';

bootstrap();
const { build } = await import('vite');
await build({ root });
