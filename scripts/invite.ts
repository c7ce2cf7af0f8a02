// `npm run invite`: prints one sign-in link for a member, on this machine's database or (--remote) the deployed one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { memberInvite } from '../worker/contract/members.ts';
import { siteCreate } from '../worker/contract/settings.ts';
import { LANGUAGES, ROLES } from '../worker/contract/vocabulary.ts';
import { InviteProblem, insertClinic, inviteMember, readClinicMeant } from './invite-sql.ts';
import { root, withLocalDatabase } from './local-database.ts';
import { localStateDir } from './local-state.ts';
import { enterLink, seedClinic, snippetFor } from './seed.ts';
import { remoteDatabase } from './sql-database.ts';
import type { SqlDatabase } from './sql-database.ts';

const USAGE = `npm run invite -- owner@clinic.example [--role ${ROLES.join('|')}] [--name "Anna"] [--language ru|en]
    [--site DOMAIN_OR_ID | --clinic NAME_OR_ID]
    [--new-clinic "Name" [--domain clinic.example --zone Europe/Moscow --data-place eu]]
    [--remote [--config wrangler.json]] [--url https://otklik.example]`;

const text = { type: 'string' } as const;
const OPTIONS = {
  ...{ role: text, name: text, language: text, site: text, clinic: text, domain: text, zone: text },
  ...{ 'new-clinic': text, 'data-place': text, url: text, config: text, state: text },
  remote: { type: 'boolean' },
} as const;

const wanted = v.object({
  email: memberInvite.entries.email,
  role: v.optional(v.picklist(ROLES)),
  name: v.optional(memberInvite.entries.name),
  language: v.optional(v.picklist(LANGUAGES), 'ru'),
});

/** Does what the words of the command line say; returns what to print. Problems are `InviteProblem`s. */
export async function invite(words: string[]): Promise<string> {
  const { values, positionals } = readWords(words);
  const parsed = v.safeParse(wanted, { ...values, email: positionals[0] });
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]);
    throw new InviteProblem(`This ${field} will not do.\n${USAGE}`);
  }
  const stateDir = values.state ?? localStateDir();
  const configPath = values.config ?? join(root, '.otklik/wrangler.deploy.json');
  const deployment = deploymentOf(values, { stateDir, configPath });
  const { publicUrl } = deployment;
  const work = async (db: SqlDatabase): Promise<string> => {
    const nowMs = Date.now();
    const { clinicId, note } = await clinicFor(db, { ...deployment, values, nowMs });
    const { email, language, role, name } = parsed.output;
    const given = { ...(role === undefined ? {} : { role }), ...(name === undefined ? {} : { name }) };
    const token = await inviteMember(db, { clinicId, email, language, nowMs, ...given });
    return `${note}${enterLink(publicUrl, token)}\nThe link works once, within three days.`;
  };
  if (values.remote) return work(remoteDatabase(configPath));
  return retryWhileBusy(() => withLocalDatabase(stateDir, work));
}

type Values = ReturnType<typeof readWords>['values'];

function readWords(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new InviteProblem(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
}

type Asked = { values: Values; publicUrl: string; dataPlace: string; nowMs: number };

async function clinicFor(db: SqlDatabase, { values, publicUrl, dataPlace, nowMs }: Asked) {
  const name = values['new-clinic'];
  if (name === undefined) return { clinicId: (await readClinicMeant(db, values)).id, note: '' };
  // Without a domain the owner makes the site in the dashboard, which asks for the rest.
  if (values.domain === undefined)
    return { clinicId: await insertClinic(db, clinicName(name), nowMs), note: '' };
  const parsed = v.safeParse(siteCreate, {
    ...{ name, domain: values.domain, zone: values.zone ?? 'Europe/Moscow' },
    ...{ dataPlace: values['data-place'] ?? dataPlace, language: values.language ?? 'ru' },
  });
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]);
    throw new InviteProblem(`A new clinic needs a right ${field}.\n${USAGE}`);
  }
  if (![dataPlace, 'russia'].includes(parsed.output.dataPlace)) {
    throw new InviteProblem(
      `This database stands in "${dataPlace}": --data-place is that, or russia (no words are taken).`,
    );
  }
  const { domain } = parsed.output;
  const apex = domain.replace(/^www\./, '');
  const siteKey = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  const { clinicId } = await seedClinic(db, {
    ...parsed.output,
    ...{ siteName: name, siteKey, nowMs, legalName: '', policyUrl: '' },
    origins: [`https://${apex}`, `https://www.${apex}`],
  });
  return { clinicId, note: `${snippetFor(publicUrl, siteKey)}\n` };
}

function clinicName(name: string): string {
  const parsed = v.safeParse(siteCreate.entries.name, name);
  if (parsed.success) return parsed.output;
  throw new InviteProblem(`A new clinic needs a right name.\n${USAGE}`);
}

/** What the Worker in question runs with: its address, and the place its database was created for. */
function deploymentOf(values: Values, files: { stateDir: string; configPath: string }) {
  const file = values.remote ? files.configPath : join(files.stateDir, 'worker.env');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const variable = (name: string) => new RegExp(`\\b${name}"?\\s*[:=]\\s*"([^"]+)"`).exec(text)?.[1];
  const publicUrl = values.url ?? variable('PUBLIC_URL');
  if (publicUrl) return { publicUrl, dataPlace: variable('DATA_PLACE') ?? 'eu' };
  throw new InviteProblem(
    values.remote
      ? `No deployed Otklik is known (${file}): run npm run deploy first.`
      : 'There is no local Otklik yet: run npm start first, or name its address by --url.',
  );
}

/** A running local Worker holds the database for moments; SQLite refuses at once instead of waiting. */
export async function retryWhileBusy<T>(
  work: () => Promise<T>,
  waitsMs = [100, 300, 800, 2_000, 4_000],
): Promise<T> {
  for (const waitMs of waitsMs) {
    try {
      return await work();
    } catch (error) {
      if (!/SQLITE_BUSY|database is locked/i.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return work();
}

if (import.meta.main) {
  try {
    console.log(await invite(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
