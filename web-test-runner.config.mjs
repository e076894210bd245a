/**
 * Browser tests: every test/**\/*.test.ts in a real Chromium. Modules come from a Vite server, so that a test sees the
 * app's own transforms; the runner keeps its own pages and its `@web/*` modules.
 */
import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { chromeLauncher, defaultReporter } from '@web/test-runner';
import { createServer } from 'vite';
import { findChromium, quietFlags } from './scripts/chromium.mjs';

const vite = await createServer({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'warn',
  cacheDir: 'node_modules/.vite-test',
  server: { port: 0, hmr: false, ws: false, watch: null },
  worker: { format: 'es' },
  optimizeDeps: { entries: ['index.html', 'test/**/*.test.ts', 'workers/*.ts'] },
});
await vite.listen();
const address = vite.httpServer?.address();
if (!address || typeof address === 'string') throw new Error('vite: expected a TCP address');
const vitePort = address.port;

const forwarded = /^\/(?:src|components|workers|scripts|test|data|icons|node_modules|@vite|@id|@fs)\//;
const keptByRunner = /^\/node_modules\/@web\//;

/** @type {NonNullable<import('@web/test-runner').TestRunnerConfig['middleware']>[number]} */
async function fromVite(context, next) {
  if (!forwarded.test(context.path) || keptByRunner.test(context.path)) {
    await next();
    return;
  }
  const url = new URL(context.url, 'http://localhost');
  url.searchParams.delete('wtr-session-id');
  const { accept = '*/*', 'sec-fetch-dest': destination = 'empty' } = context.headers;
  /** @type {import('node:http').IncomingMessage} */
  const response = await new Promise((resolve, reject) => {
    // Vite tells `?flag` from `?flag=`: an emptied query must leave no trace, and a flag no equals sign.
    const query = url.search.replace(/=(?=&|$)/g, '');
    httpRequest(
      {
        host: 'localhost',
        port: vitePort,
        path: url.pathname + query,
        method: context.method,
        headers: { accept, 'sec-fetch-dest': destination },
      },
      resolve,
    )
      .on('error', reject)
      .end();
  });
  context.status = response.statusCode ?? 502;
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && !/^(?:connection|keep-alive|transfer-encoding|vary)$/.test(name))
      context.set(name, value);
  }
  context.body = response;
}

/**
 * Counts for scripts/test.mjs, and what failed. A file that crashes, or holds no test, is one failure.
 * @type {import('@web/test-runner').Reporter}
 */
const counting = {
  onTestRunFinished({ sessions }) {
    let passed = 0;
    /** @type {string[]} */
    const failures = [];
    for (const session of sessions) {
      const file = path.relative(import.meta.dirname, session.testFile ?? '');
      const tests = session.testResults ? told(session.testResults) : [];
      passed += tests.filter((test) => test.passed).length;
      const failed = tests.filter((test) => !test.passed);
      failures.push(...failed.map((test) => `${file}: ${test.name}: ${test.error?.message ?? ''}`));
      if (failed.length === 0 && (session.errors.length > 0 || tests.length === 0 || !session.passed))
        failures.push(
          `${file}: ${session.errors.map((error) => error.message).join('; ') || 'no test ran to its end'}`,
        );
    }
    if (process.env.UNROLL_COUNTS) writeFileSync(process.env.UNROLL_COUNTS, JSON.stringify({ passed, failures }));
  },
};

/**
 * The tests of a suite and of those within it, each by its whole name; without those that are skipped.
 * @param {import('@web/test-runner').TestSuiteResult} suite @param {string} [within]
 * @returns {import('@web/test-runner').TestResult[]}
 */
const told = (suite, within = '') => {
  const name = `${within} ${suite.name}`.trim();
  const own = suite.tests.filter((test) => !test.skipped);
  return [
    ...own.map((test) => ({ ...test, name: `${name} ${test.name}`.trim() })),
    ...suite.suites.flatMap((inner) => told(inner, name)),
  ];
};

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: ['test/**/*.test.ts'],
  rootDir: '.',
  nodeResolve: false,
  concurrentBrowsers: 1,
  concurrency: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 120_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: await findChromium(), args: quietFlags },
      // Two pages are tested at a time: each is in sight and has the focus, whichever was opened last.
      createPage: async ({ context }) => {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        // A page tests many files. A browser keeps 50 entries of a history, and Back led out of a file that found it full.
        const goto = page.goto.bind(page);
        page.goto = async (...where) => {
          await session.send('Page.resetNavigationHistory');
          return goto(...where);
        };
        return page;
      },
    }),
  ],
  middleware: [fromVite],
  plugins: [{ name: 'vite', serverStop: () => vite.close() }],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }), counting],
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><link rel="stylesheet" href="/components/styles/tokens.css" /></head>
  <body><script type="module" src="${testFramework}"></script></body>
</html>`,
};
