/** Finds a Chromium, installs Debian's where that is possible, and says plainly what to do where it is not. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Keep a closed network quiet: without these Chromium looks for its maker at every start. */
export const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
];

const DEBIAN = '/usr/bin/chromium';

/** @returns {Promise<string>} the path of an executable; throws an error that tells how to get one */
export async function findChromium() {
  const found = await installedChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium found: installing it with apt-get …');
    run('apt-get', ['update', '-qq']);
    const wait = ['-o', 'DPkg::Lock::Timeout=600'];
    run('apt-get', [...wait, 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
    if (existsSync(DEBIAN)) return DEBIAN;
  }
  throw new Error(
    'No Chromium or Chrome found. Install one (Debian, Ubuntu: apt install chromium), or set CHROME_PATH to its executable.',
  );
}

/** @returns {Promise<string | undefined>} */
async function installedChromium() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (existsSync(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH: expected an executable, got ${CHROME_PATH}, which does not exist.`);
  }
  const { Launcher } = await import('chrome-launcher');
  try {
    const [first] = Launcher.getInstallations();
    if (first) return first;
  } catch {
    // chrome-launcher throws where it finds none; Debian's place is tried next.
  }
  return existsSync(DEBIAN) ? DEBIAN : undefined;
}

/** @param {string} command @param {string[]} parameters */
function run(command, parameters) {
  spawnSync(command, parameters, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
