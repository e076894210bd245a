import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { precacheList } from './scripts/precache-list.mjs';

const list = precacheList();

/** Everything the app can need without a network; the screenshots only serve the browser's install dialog. */
const precached = {
  globPatterns: ['**/*.{html,js,css,wasm,woff2,json,txt,csv,svg,png,ico,webmanifest,bin}'],
  // no screen reads the digits yet: a phone need not keep them
  globIgnores: ['screenshots/**', 'data/digits.bin'],
  maximumFileSizeToCacheInBytes: 4_000_000,
  manifestTransforms: [list.transform],
};

export default defineConfig({
  base: './',
  build: {
    target: 'es2022',
    // A data: URL would be refused by the content security policy.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  plugins: [
    list.plugin,
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      includeManifestIcons: false, // they are among the files above
      workbox: {
        ...precached,
        cleanupOutdatedCaches: true,
        // The first visit is served by the worker at once, so that lazy rooms open when the network goes away meanwhile.
        clientsClaim: true,
        navigateFallback: 'index.html',
      },
      manifest: {
        id: './',
        name: 'Unroll',
        short_name: 'Unroll',
        description: 'Study deep learning on a phone, offline: tap through networks, then train them for real.',
        lang: 'en',
        categories: ['education'],
        display: 'standalone',
        start_url: './',
        scope: './',
        theme_color: '#0f766e',
        background_color: '#f5f6f8',
        icons: [
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
        screenshots: [
          { src: 'screenshots/narrow.png', sizes: '780x1688', type: 'image/png', form_factor: 'narrow' },
          { src: 'screenshots/wide.png', sizes: '1440x900', type: 'image/png', form_factor: 'wide' },
        ],
        shortcuts: [
          { name: 'Recurrence lab', url: './#/lab/lstm' },
          { name: 'Train', url: './#/train' },
        ],
      },
    }),
  ],
});
