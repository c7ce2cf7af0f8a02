// Makes the other commands work in a fresh clone: checks Node and installs the locked packages. Plain Node, no dependencies.
// The scripts then call node_modules/.bin/node by its path: the shell remembers where it found the machine's own `node`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM = [20, 19];

/** @param {string} version as in process.versions.node */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** Whether what is installed in `folder` is what its lock file says. @param {string} folder */
export function isInstalled(folder) {
  const stamp = stampFile(folder);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(folder);
}

/**
 * Installs by `npm ci` when needed. Returns one sentence when that failed, else null.
 * @param {string} folder @param {NodeJS.ProcessEnv} [environment]
 */
export function install(folder, environment = process.env) {
  if (isInstalled(folder)) return null;
  console.log('Installing packages (once, about a minute)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error, stderr } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) {
    // npm makes no folder for a lock without packages.
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(stampFile(folder), lockHash(folder));
    return null;
  }
  const reason = error?.message ?? reasonIn(stderr);
  return `Packages could not be installed (npm ci): ${reason}. Check the network, then run the command again.`;
}

/** npm names its code first and what happened after it. @param {string} stderr */
function reasonIn(stderr) {
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (error|ERR!)/, '').trim());
  const [code, ...rest] = lines.filter((line) => line !== '' && !/^(errno|syscall)\b/.test(line));
  return (rest[0] ?? code ?? 'npm gave no reason').replace(/\.$/, '');
}

/** @param {string} folder */
const stampFile = (folder) => join(folder, 'node_modules/.otklik-installed');
/** @param {string} folder */
const lockHash = (folder) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');

const isCommand =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isCommand) {
  const problem = isNodeNewEnough(process.versions.node)
    ? install(fileURLToPath(new URL('..', import.meta.url)))
    : `Otklik needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}.`;
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 1;
  }
}
