// One builder at a time: a held lock is waited for, a dead holder's lock is taken over.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdLock } from '../../scripts/lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets the second in only after the first has let go', async () => {
  const lock = join(folder, 'lock');
  const order: string[] = [];
  const release = await holdLock(lock);
  const second = holdLock(lock).then((releaseSecond) => {
    order.push('second in');
    return releaseSecond;
  });
  order.push('first out');
  release();
  (await second)();
  expect(order).toEqual(['first out', 'second in']);
  expect(existsSync(lock)).toBe(false);
});

it('takes over the lock of a process that is gone', async () => {
  const lock = join(folder, 'lock');
  mkdirSync(lock);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(lock, 'pid'), String(pid));
  (await holdLock(lock))();
  expect(existsSync(lock)).toBe(false);
});
