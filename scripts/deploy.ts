// `npm run deploy`: puts Otklik on one Cloudflare account, or brings it up to date; may be run again at any time.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.ts';
import * as cloudflare from './cloudflare.ts';
import {
  DEPLOY_CONFIG,
  EMPTY_ACCOUNT,
  JURISDICTIONS,
  deployConfig,
  describeStep,
  planDeploy,
  readPublicUrl,
  wranglerCommand,
} from './deploy-plan.ts';
import type { Jurisdiction, Step, Wanted } from './deploy-plan.ts';
import { root } from './local-database.ts';
import { newSealKey } from './seed.ts';

const USAGE = `npm run deploy -- --url https://otklik.clinic.example [--jurisdiction eu|us|global] [--name otklik] [--dry-run]`;
const configFile = join(root, DEPLOY_CONFIG);

async function deploy(words: string[]): Promise<void> {
  const { wanted, isDry } = await readWanted(words);
  if (isDry) return showPlan(wanted);
  const ids = cloudflare.readIds(wanted.name);
  await writeConfig(wanted, ids);
  const steps = planDeploy(
    {
      ...ids,
      schemaVersion: ids.databaseId === null ? null : cloudflare.readSchemaVersion(wanted.name),
      hasSealKeys: cloudflare.hasSecret(wanted.name, 'SEAL_KEYS'),
    },
    wanted,
  );
  for (const step of steps) {
    console.log(`- ${describeStep(step)}`);
    await run(step, wanted);
  }
  console.log(`Otklik answers at ${wanted.publicUrl}. A link for the first owner:\n  ${INVITE}`);
}

const INVITE =
  'npm run invite -- owner@clinic.example --remote --new-clinic "Clinic" --domain clinic.example --zone Europe/Moscow';

function showPlan(wanted: Wanted): void {
  console.log(`A dry run: nothing is touched. In an account without "${wanted.name}" this would:`);
  planDeploy(EMPTY_ACCOUNT, wanted).forEach((step, i) => {
    const command = wranglerCommand(step, wanted.name);
    console.log(
      `  ${i + 1}. ${describeStep(step)}${command === null ? '' : `\n     wrangler ${command.join(' ')}`}`,
    );
  });
  console.log('What the account already has is kept and its step skipped.');
}

async function run(step: Step, wanted: Wanted): Promise<void> {
  if (step.do === 'build') return buildIfStale();
  if (step.do === 'write_config') return writeConfig(wanted, cloudflare.readIds(wanted.name));
  const secrets = step.do === 'deploy' && step.withNewSealKeys ? { SEAL_KEYS: newSealKey('k1') } : {};
  cloudflare.withSecretsFile(secrets, (file) => {
    cloudflare.runWrangler(wranglerCommand(step, wanted.name, file) ?? []);
  });
}

/** An id that is not known yet is left empty: the step that makes it writes the file again. */
async function writeConfig(wanted: Wanted, ids: ReturnType<typeof cloudflare.readIds>): Promise<void> {
  mkdirSync(dirname(configFile), { recursive: true });
  const { databaseId, namespaceId } = ids;
  const { experimental_readRawConfig: readRawConfig } = await import('wrangler');
  const base = readRawConfig({ config: join(root, 'wrangler.jsonc') }).rawConfig as unknown as Record<
    string,
    unknown
  >;
  writeFileSync(
    configFile,
    `${JSON.stringify(deployConfig(base, { ...wanted, databaseId: databaseId ?? '', namespaceId: namespaceId ?? '' }), null, 2)}\n`,
  );
}

async function readWanted(words: string[]): Promise<{ wanted: Wanted; isDry: boolean }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: words,
    options: { url: text, jurisdiction: text, name: text, 'dry-run': { type: 'boolean' } },
  });
  const kept = readKept();
  const isDry = values['dry-run'] === true;
  const address =
    values.url ?? kept.publicUrl ?? (isDry ? 'https://otklik.clinic.example' : await ask('Public address: '));
  const publicUrl = readPublicUrl(address);
  if (publicUrl === null)
    throw new Error(`The public address must be like https://otklik.clinic.example.\n${USAGE}`);
  const place = values.jurisdiction ?? kept.jurisdiction ?? 'eu';
  const jurisdiction = JURISDICTIONS.find((one) => one === place);
  if (jurisdiction === undefined)
    throw new Error(`--jurisdiction is one of ${JURISDICTIONS.join(', ')}.\n${USAGE}`);
  if (kept.jurisdiction !== undefined && kept.jurisdiction !== jurisdiction) {
    throw new Error(
      `This deployment's database was created for "${kept.jurisdiction}", and that cannot be changed.`,
    );
  }
  const name = values.name ?? kept.name ?? 'otklik';
  return { wanted: { name, publicUrl, jurisdiction, schemaVersion: schemaVersion() }, isDry };
}

type Kept = { name?: string; publicUrl?: string; jurisdiction?: Jurisdiction };

/** What an earlier run wrote down. */
function readKept(): Kept {
  if (!existsSync(configFile)) return {};
  const { name, vars } = JSON.parse(readFileSync(configFile, 'utf8')) as {
    name: string;
    vars: { PUBLIC_URL: string; DATA_PLACE: Jurisdiction };
  };
  return { name, publicUrl: vars.PUBLIC_URL, jurisdiction: vars.DATA_PLACE };
}

/** The version that schema.sql writes into a new database. */
function schemaVersion(): number {
  const found = /INSERT INTO schema_version \(one, version\) VALUES \(1, (\d+)\)/.exec(
    readFileSync(join(root, 'schema.sql'), 'utf8'),
  );
  if (!found) throw new Error('schema.sql names no version.');
  return Number(found[1]);
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`Where will it answer?\n${USAGE}`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

try {
  await deploy(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
