// The few questions and commands to a Cloudflare account that a deployment needs, by the person's own wrangler login.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './local-database.ts';
import { DEPLOY_CONFIG, saltsTitle } from './deploy-plan.ts';

/** Ids of what the account already has under this name. Throws one sentence when nobody is signed in. */
export function readIds(name: string): { databaseId: string | null; namespaceId: string | null } {
  const databases = json<{ name: string; uuid: string }[]>(['d1', 'list', '--json']);
  const namespaces = json<{ id: string; title: string }[]>(['kv', 'namespace', 'list']);
  return {
    databaseId: databases.find((one) => one.name === name)?.uuid ?? null,
    namespaceId: namespaces.find(({ title }) => title === saltsTitle(name))?.id ?? null,
  };
}

/** The version the deployed database holds, or null for one without tables. The configuration must name the database. */
export function readSchemaVersion(name: string): number | null {
  const execute = (command: string) =>
    json<{ results: Record<string, number>[] }[]>([
      ...['d1', 'execute', name, '--remote', '--json', '--yes', '--config', DEPLOY_CONFIG],
      ...['--command', command],
    ])[0]?.results[0];
  const there = execute("SELECT count(*) AS tables FROM sqlite_master WHERE name = 'schema_version'");
  if (there?.['tables'] !== 1) return null;
  return execute('SELECT version FROM schema_version')?.['version'] ?? null;
}

/** Only a Worker that does not exist yet has no list of secrets: any other failure must not look like "no key yet". */
export function hasSecret(name: string, secret: string): boolean {
  const { status, output } = wrangler(['secret', 'list', '--name', name, '--format', 'json']);
  if (status === 0)
    return (JSON.parse(jsonPart(output)) as { name: string }[]).some((one) => one.name === secret);
  if (/\b10007\b|not found/i.test(output)) return false;
  throw new Error(`The Worker's secrets could not be listed: ${reasonIn(output)}`);
}

/** Runs `work` with a file of secrets that only this person may read and that is gone afterwards. */
export function withSecretsFile(secrets: Record<string, string>, work: (file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-secrets-'));
  try {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs wrangler and returns what it printed; throws one sentence when it fails. */
export function runWrangler(parameters: string[]): string {
  const { status, output } = wrangler(parameters);
  if (status === 0) return output;
  if (/not authenticated|CLOUDFLARE_API_TOKEN|wrangler login/i.test(output)) {
    throw new Error(
      'Nobody is signed in to Cloudflare here: run "npx wrangler login", or set CLOUDFLARE_API_TOKEN.',
    );
  }
  throw new Error(`"wrangler ${parameters.slice(0, 3).join(' ')}" failed: ${reasonIn(output)}`);
}

const json = <T>(parameters: string[]): T => JSON.parse(jsonPart(runWrangler(parameters))) as T;

/** wrangler may print a warning before the JSON. */
const jsonPart = (output: string): string => output.slice(output.search(/^[[{]/m));

function wrangler(parameters: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...parameters],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...{ WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false' },
        // Colours would end up in our sentences.
        ...{ NO_COLOR: '1', FORCE_COLOR: '0' },
      },
    },
  );
  return { status, output: status === 0 ? stdout : `${stdout}\n${stderr}` };
}

/** wrangler says what failed in one line and often why in the next. */
function reasonIn(output: string): string {
  const lines = output.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n');
  const start = lines.findIndex((line) => line.includes('[ERROR]'));
  const reason = lines.slice(start, start + 2).map((line) => line.replace(/^.*\[ERROR\]/, '').trim());
  return start < 0 ? 'wrangler gave no reason.' : reason.filter(Boolean).join(' ');
}
