/**
 * Makes a fresh clone runnable with nothing but Node: installs the dependencies when node_modules is missing or is not
 * what package-lock.json says. Only Node's own modules may be imported here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs `npm ci` in a folder if it is needed; ends the process with a plain message where it cannot.
 * @param {string} [folder] with a package.json and a lockfile
 */
export function bootstrap(folder = root) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Unroll needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
  if (installed(folder)) return;
  const where = folder === root ? '' : ` of ${path.relative(root, folder)}`;
  console.log(`Installing the dependencies${where} (npm ci) …`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail('npm ci failed; its message is above.');
}

/** Whether every package that must be there is there, in the version of the lockfile. @param {string} folder */
function installed(folder) {
  const hidden = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = packages(path.join(folder, 'package-lock.json'));
  const present = packages(hidden);
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '' || optional) return true;
    return present[place]?.version === version;
  });
}

/** @param {string} lockfile @returns {Record<string, { version: string, optional?: boolean }>} */
function packages(lockfile) {
  const parsed = /** @type {{ packages: ReturnType<typeof packages> }} */ (JSON.parse(readFileSync(lockfile, 'utf8')));
  return parsed.packages;
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

/** The path of a command that npm installed. @param {string} name */
export const bin = (name) => path.join(root, 'node_modules', '.bin', name);
