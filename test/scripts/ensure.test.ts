// The first thing every command does in a fresh clone: the right Node, and the locked packages.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { install, isInstalled, isNodeNewEnough } from '../../scripts/ensure.mjs';

let folder = '';
const writeLock = (version: string) => {
  const manifest = { name: 'clone', version };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const lock = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-clone-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['18.20.0', false],
  ['20.18.9', false],
  ['20.19.0', true],
  ['22.1.0', true],
  ['24.21.0', true],
])('takes Node %s: %s', (version, expected) => {
  expect(isNodeNewEnough(version)).toBe(expected);
});

it('installs in a fresh clone, leaves a fresh install alone, and installs again when the lock changed', () => {
  writeLock('1.0.0');
  expect(isInstalled(folder)).toBe(false);
  expect(install(folder)).toBeNull();
  expect(isInstalled(folder)).toBe(true);

  const witness = join(folder, 'node_modules/witness');
  writeFileSync(witness, '');
  expect(install(folder)).toBeNull();
  expect(existsSync(witness)).toBe(true);

  writeLock('1.0.1');
  expect(isInstalled(folder)).toBe(false);
  expect(install(folder)).toBeNull();
  expect(existsSync(witness)).toBe(false);
}, 60_000);

it('says in one sentence why the packages could not be installed', () => {
  writeLock('1.0.0');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'clone', version: '1.0.0', dependencies: { a: '1.0.0' } }),
  );
  const sentence = install(folder);
  expect(sentence).toMatch(
    /^Packages could not be installed \(npm ci\): .+\. Check the network, then run the command again\.$/,
  );
  expect(sentence).not.toContain('\n');
  expect(isInstalled(folder)).toBe(false);
}, 60_000);

it('has every command run on the installed Node by its path: a shell keeps the first node it found', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const afterInstall = Object.values(scripts).filter((line) =>
    line.startsWith('node scripts/ensure.mjs && '),
  );
  expect(afterInstall.length).toBeGreaterThanOrEqual(6);
  for (const line of afterInstall) expect(line).toMatch(/ && node_modules\/\.bin\/node [\w/]+\.ts$/);
});
