// The plan of a deployment: complete in an empty account, short in a full one, and shown without any account.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DEPLOY_CONFIG,
  EMPTY_ACCOUNT,
  deployConfig,
  planDeploy,
  readPublicUrl,
  wranglerCommand,
} from '../../scripts/deploy-plan.ts';
import type { AccountState, Wanted } from '../../scripts/deploy-plan.ts';

const root = join(import.meta.dirname, '../..');
const wanted: Wanted = {
  name: 'otklik',
  publicUrl: 'https://otklik.clinic.example',
  jurisdiction: 'eu',
  schemaVersion: 1,
};
const full: AccountState = { databaseId: 'd', namespaceId: 'n', schemaVersion: 1, hasSealKeys: true };
const acts = (present: AccountState) => planDeploy(present, wanted).map((step) => step.do);

describe('planDeploy', () => {
  it('makes everything in an empty account, in an order in which each step finds what it needs', () => {
    expect(acts(EMPTY_ACCOUNT)).toEqual([
      'create_database',
      'create_namespace',
      'write_config',
      'apply_schema',
      'build',
      'deploy',
    ]);
    expect(planDeploy(EMPTY_ACCOUNT, wanted).at(-1)).toEqual({ do: 'deploy', withNewSealKeys: true });
  });

  it('makes nothing twice: the second run only builds and deploys', () => {
    expect(acts(full)).toEqual(['write_config', 'build', 'deploy']);
  });

  it('never makes a second seal key, whatever else is missing', () => {
    const states: AccountState[] = [
      full,
      { ...full, schemaVersion: null },
      { ...full, databaseId: null, schemaVersion: null },
    ];
    for (const present of states) {
      expect(planDeploy(present, wanted).at(-1)).toEqual({ do: 'deploy', withNewSealKeys: false });
    }
  });

  it('picks up where a broken run ended', () => {
    expect(acts({ ...EMPTY_ACCOUNT, databaseId: 'd' })).toEqual([
      'create_namespace',
      'write_config',
      'apply_schema',
      'build',
      'deploy',
    ]);
  });

  it.each([2, 0])('refuses a database of schema %i by one sentence', (schemaVersion) => {
    expect(() => planDeploy({ ...full, schemaVersion }, wanted)).toThrow(
      /^The database holds schema \d[^\n]+\.$/,
    );
  });
});

describe('the jurisdiction', () => {
  it.each([
    ['eu', ['--jurisdiction', 'eu']],
    ['us', ['--jurisdiction', 'us']],
    ['global', []],
  ] as const)('%s is given when the database is created', (jurisdiction, flags) => {
    const [step] = planDeploy(EMPTY_ACCOUNT, { ...wanted, jurisdiction });
    expect(step && wranglerCommand(step, 'otklik')).toEqual(['d1', 'create', 'otklik', ...flags]);
  });
});

describe('deployConfig', () => {
  const base = {
    main: 'worker/index.ts',
    assets: { directory: 'dist', binding: 'ASSETS' },
    vars: { PUBLIC_URL: 'local' },
  };
  const made = { ...wanted, databaseId: 'd', namespaceId: 'n' };

  it('carries ids, address and data place, and finds the sources from its own folder', () => {
    expect(deployConfig(base, made)).toMatchObject({
      main: '../worker/index.ts',
      assets: { directory: '../dist', binding: 'ASSETS' },
      d1_databases: [{ binding: 'DB', database_name: 'otklik', database_id: 'd' }],
      kv_namespaces: [{ binding: 'SALTS', id: 'n' }],
      vars: { PUBLIC_URL: 'https://otklik.clinic.example', DATA_PLACE: 'eu' },
      routes: [{ pattern: 'otklik.clinic.example', custom_domain: true }],
      workers_dev: false,
    });
  });

  it('needs no route on workers.dev', () => {
    const config = deployConfig(base, { ...made, publicUrl: 'https://otklik.someone.workers.dev' });
    expect(config).toMatchObject({ workers_dev: true });
    expect(config).not.toHaveProperty('routes');
  });
});

it.each([
  ['https://otklik.clinic.example', 'https://otklik.clinic.example'],
  ['https://otklik.clinic.example/', 'https://otklik.clinic.example'],
  ['http://otklik.clinic.example', null],
  ['https://otklik.clinic.example/path', null],
  ['https://user@otklik.clinic.example', null],
  ['https://localhost', null],
  ['otklik.clinic.example', null],
])('reads the public address %s as %s', (text, expected) => {
  expect(readPublicUrl(text)).toBe(expected);
});

it('shows the plan by --dry-run without an account and writes nothing', () => {
  const before = existsSync(join(root, DEPLOY_CONFIG));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/deploy.ts', '--dry-run', '--url', 'https://o.example', '--name', 'trial'],
    // No home, no token, and an address nobody answers: whoever asks the account fails.
    {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:9' },
    },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout.split('\n').filter((line) => line.trim().startsWith('wrangler'))).toEqual([
    '     wrangler d1 create trial --jurisdiction eu',
    '     wrangler kv namespace create trial-salts',
    '     wrangler d1 execute trial --remote --yes --config .otklik/wrangler.deploy.json --file schema.sql',
    '     wrangler deploy --config .otklik/wrangler.deploy.json --secrets-file SECRETS_FILE',
  ]);
  expect(existsSync(join(root, DEPLOY_CONFIG))).toBe(before);
}, 30_000);
