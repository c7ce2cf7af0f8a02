// `npm run invite`: one link per run, only its hash stored, here or by SQL text, and a sentence for every mistake.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { InviteProblem, inviteMember, readClinicMeant } from '../../scripts/invite-sql.ts';
import { invite, retryWhileBusy } from '../../scripts/invite.ts';
import { root, withLocalDatabase } from '../../scripts/local-database.ts';
import { seedClinic } from '../../scripts/seed.ts';
import type { ClinicSeed } from '../../scripts/seed.ts';
import { textDatabase, withValues } from '../../scripts/sql-database.ts';

const NOW = Date.parse('2026-10-14T09:00:00Z');
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-invite-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The deployed database as the command sees it: SQL text in, rows of the last statement out. */
function sqlText() {
  const sqlite = new DatabaseSync(':memory:');
  sqlite.exec(readFileSync(join(root, 'schema.sql'), 'utf8'));
  const texts: string[] = [];
  const db = textDatabase((sql) => {
    texts.push(sql);
    if (/^\s*SELECT/.test(sql)) return Promise.resolve(sqlite.prepare(sql).all());
    sqlite.exec(`BEGIN; ${sql}; COMMIT`);
    return Promise.resolve([]);
  });
  return { sqlite, texts, db };
}
const clinic: ClinicSeed = {
  ...{ name: 'Клиника', legalName: '', policyUrl: '', siteName: 'Сайт', siteKey: 'sitekey1' },
  ...{ domain: 'clinic.example', origins: ['https://clinic.example'], zone: 'Europe/Moscow' },
  ...{ dataPlace: 'eu', language: 'ru', nowMs: NOW },
};

describe('SQL text', () => {
  it.each(["O'Brien", '"; DROP TABLE member; --', '?1 ?2', 'Анна\n👩‍⚕️', '', '\\'])(
    'carries %j unchanged',
    (text) => {
      const sqlite = new DatabaseSync(':memory:');
      const sql = withValues('SELECT ?2 AS text, ?1 AS number, ?3 AS absent', [7, text, null]);
      expect(sqlite.prepare(sql).get()).toEqual({ text, number: 7, absent: null });
    },
  );

  it('refuses a statement that lacks a value', () => {
    expect(() => withValues('SELECT ?2', [1])).toThrow('?2');
  });

  it('invites by text alone: member, role and the hash of a link that lives three days', async () => {
    const { db, sqlite, texts } = sqlText();
    const { clinicId } = await seedClinic(db, clinic);
    const token = await inviteMember(db, {
      clinicId,
      email: "o'neil@clinic.example",
      language: 'en',
      nowMs: NOW,
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(texts.join('')).not.toContain(token);
    expect(
      sqlite
        .prepare(
          `SELECT email, name, language, role, hash, expires_at, sign_in_link.clinic_id AS only_clinic FROM member
           JOIN membership ON membership.member_id = member.id JOIN sign_in_link ON sign_in_link.member_id = member.id`,
        )
        .all(),
    ).toEqual([
      {
        ...{
          email: "o'neil@clinic.example",
          name: "o'neil",
          language: 'en',
          role: 'owner',
          only_clinic: null,
        },
        ...{ hash: sha256(token), expires_at: NOW + 72 * 3_600_000 },
      },
    ]);
  });

  it('keeps the role of somebody who is a member unless another is asked for', async () => {
    const { db, sqlite } = sqlText();
    const { clinicId } = await seedClinic(db, clinic);
    const anna = { clinicId, email: 'anna@clinic.example', language: 'ru', nowMs: NOW } as const;
    const roles = () =>
      sqlite
        .prepare('SELECT role FROM membership')
        .all()
        .map((row) => row['role']);
    await inviteMember(db, { ...anna, role: 'operator' });
    await inviteMember(db, anna);
    expect(roles()).toEqual(['operator']);
    await inviteMember(db, { ...anna, role: 'viewer' });
    expect(roles()).toEqual(['viewer']);
    expect(sqlite.prepare('SELECT count(*) AS n FROM sign_in_link').get()).toEqual({ n: 3 });
  });

  it('finds the clinic that is meant, and says what is missing', async () => {
    const { db } = sqlText();
    await expect(readClinicMeant(db, {})).rejects.toThrow('--new-clinic');
    const first = await seedClinic(db, clinic);
    for (const by of [
      {},
      { clinic: 'Клиника' },
      { clinic: first.clinicId },
      { site: 'CLINIC.example' },
      { site: 'sitekey1' },
      { site: first.siteId },
    ])
      expect((await readClinicMeant(db, by)).id).toBe(first.clinicId);
    await seedClinic(db, { ...clinic, name: 'Клиника 2', siteKey: 'sitekey2', domain: 'two.example' });
    await expect(readClinicMeant(db, {})).rejects.toThrow(
      `Several clinics are meant; name one by --clinic ID: Клиника (${first.clinicId})`,
    );
    await expect(readClinicMeant(db, { site: 'three.example' })).rejects.toThrow('no site "three.example"');
    expect((await readClinicMeant(db, { site: 'clinic.example' })).id).toBe(first.clinicId);
  });
});

describe('the command', () => {
  const emptyState = newFolder();
  const run = (state: string, ...words: string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/invite.ts'), '--state', state, ...words], {
      encoding: 'utf8',
    });

  it('makes a clinic with its first owner, then invites another; the address is the one the Worker runs at', async () => {
    const state = newFolder();
    writeFileSync(join(state, 'worker.env'), 'DATA_PLACE="eu"\nPUBLIC_URL="http://localhost:8123"\n');
    const words = ['--new-clinic', 'Клиника на Мира', '--domain', 'клиника.рф', '--zone', 'Asia/Omsk'];
    const made = run(state, 'Owner@Clinic.example', ...words);
    expect(made.stderr).toBe('');
    expect(made.stdout).toMatch(/src="http:\/\/localhost:8123\/w\/[0-9a-f]{16}\.js"><\/script>\n/);
    const token = /http:\/\/localhost:8123\/enter#([\w-]{43})\n/.exec(made.stdout)?.[1] ?? '';
    const site = ['--site', 'xn--80apagcdp.xn--p1ai'];
    const printed = await invite([
      ...['front@clinic.example', '--role', 'operator', '--language', 'en', '--state', state],
      ...site,
    ]);
    expect(printed).toMatch(/^http:\/\/localhost:8123\/enter#[\w-]{43}\n/);
    const rows = await withLocalDatabase(state, async (db) => [
      (
        await db
          .prepare(
            'SELECT email, language, role FROM member JOIN membership ON member_id = id ORDER BY email',
          )
          .all()
      ).results,
      (
        await db
          .prepare('SELECT hash FROM sign_in_link JOIN member ON member_id = id WHERE email LIKE ?1')
          .bind('owner@%')
          .all()
      ).results,
    ]);
    expect(rows).toEqual([
      [
        { email: 'front@clinic.example', language: 'en', role: 'operator' },
        { email: 'owner@clinic.example', language: 'ru', role: 'owner' },
      ],
      [{ hash: sha256(token) }],
    ]);
  }, 60_000);

  it('makes a clinic without a site, whose owner makes the site in the dashboard', async () => {
    const state = newFolder();
    const printed = await invite([
      ...['owner@clinic.example', '--url', 'http://localhost:8123', '--state', state],
      ...['--new-clinic', 'Клиника на Мира'],
    ]);
    expect(printed).toMatch(/^http:\/\/localhost:8123\/enter#[\w-]{43}\n/);
    const rows = await withLocalDatabase(
      state,
      async (db) =>
        (
          await db
            .prepare(
              `SELECT clinic.name, role, (SELECT count(*) FROM site) AS sites FROM membership
               JOIN clinic ON clinic.id = clinic_id`,
            )
            .all()
        ).results,
    );
    expect(rows).toEqual([{ name: 'Клиника на Мира', role: 'owner', sites: 0 }]);
  }, 60_000);

  it.each<[string, string[], string]>([
    ['no address', [], 'This email will not do'],
    [
      'a wrong role',
      ['a@b.example', '--role', 'king', '--url', 'http://localhost:1'],
      'This role will not do',
    ],
    ['an unknown option', ['a@b.example', '--clinc', 'x'], '--clinc'],
    ['nothing started yet', ['a@b.example'], 'run npm start first'],
    [
      'nothing deployed yet',
      ['a@b.example', '--remote', '--config', '/nowhere.json'],
      'run npm run deploy first',
    ],
    ['no clinic', ['a@b.example', '--url', 'http://localhost:1'], 'There is no clinic yet'],
    [
      'a new clinic with a wrong domain',
      ['a@b.example', '--url', 'http://localhost:1', '--new-clinic', 'X', '--domain', 'x'],
      'needs a right domain',
    ],
    [
      'a place where the database is not',
      [
        ...['a@b.example', '--url', 'http://localhost:1'],
        ...['--new-clinic', 'X', '--domain', 'x.example', '--data-place', 'us'],
      ],
      'This database stands in "eu"',
    ],
  ])(
    'says one thing about %s',
    async (_, words, sentence) => {
      const problem: unknown = await invite([...words, '--state', emptyState]).catch(
        (error: unknown) => error,
      );
      expect(problem).toBeInstanceOf(InviteProblem);
      expect(String(problem)).toContain(sentence);
    },
    60_000,
  );

  it('ends with the sentence alone when it could not', () => {
    const { status, stdout, stderr } = run(emptyState, 'anna');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('This email will not do');
    expect(stderr).not.toContain('    at ');
  });

  it('waits while the running Worker holds the database', async () => {
    const state = newFolder();
    const count = () =>
      withLocalDatabase(
        state,
        async (db) => (await db.prepare('SELECT count(*) AS n FROM clinic').all()).results,
      );
    await count();
    const file = readdirSync(state, { recursive: true, encoding: 'utf8' }).find(
      (name) => name.includes('D1') && name.endsWith('.sqlite') && !name.includes('metadata'),
    );
    const other = new DatabaseSync(join(state, file ?? ''));
    other.exec('BEGIN EXCLUSIVE');
    let attempts = 0;
    const result = await retryWhileBusy(async () => {
      attempts++;
      try {
        return await count();
      } finally {
        if (other.isTransaction) other.exec('ROLLBACK');
      }
    });
    expect([attempts, result]).toEqual([2, [{ n: 0 }]]);
  }, 60_000);
});
