// The door of a site's export: page by page, so that no site is too large; contacts are opened on the way out.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { exportQuery } from '../contract/clinics.ts';
import type { ExportPage, ExportPart } from '../contract/clinics.ts';
import { contactPlace } from '../domain/contact.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { unseal } from '../seal.ts';
import { listClinicFrame, listExportRows, listSiteFrame } from '../store/exports.ts';
import type { ExportRow } from '../store/exports.ts';

export function exportRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/export', signedIn, siteMember('clinic'), async (c) => {
    const { part, after } = readQuery(c, exportQuery);
    return c.json(await (part === 'site' ? framePage(c) : pageOf(c, part, after)));
  });
  return routes;
}

/** The site and the clinic as they are, in one record: how to read the others. */
async function framePage(c: Context<AppEnv>): Promise<ExportPage> {
  const { series: _, inboxOpenedAtMs: __, ...site } = c.var.site;
  const [ofClinic, ofSite] = await Promise.all([
    listClinicFrame(firstDatabase(c.env), site.clinic.id),
    listSiteFrame(databaseFor(c.env, c.var.site), site.id),
  ]);
  const record = { type: 'site', format: 1, exportedAtMs: c.var.now, ...site, ...ofClinic, ...ofSite };
  return { records: [record], next: null };
}

async function pageOf(
  c: Context<AppEnv>,
  part: Exclude<ExportPart, 'site'>,
  after: string | undefined,
): Promise<ExportPage> {
  const page = await listExportRows(databaseFor(c.env, c.var.site), { siteId: c.var.site.id, part, after });
  if (!page) throw new Refusal('invalid', 'after');
  const records = await Promise.all(
    page.rows.map(async (row) => ({ type: part, ...(await withoutSecrets(c, part, row)) })),
  );
  return { records, next: page.next };
}

/** A conversation with its contact in clear; a contact whose key is lost is said to be sealed, never left out in silence. */
async function withoutSecrets(
  c: Context<AppEnv>,
  part: ExportPart,
  row: ExportRow,
): Promise<Record<string, unknown>> {
  if (part === 'messages' || part === 'notes') {
    const { client_key: _, ...words } = row;
    return words;
  }
  if (part !== 'conversations') return row;
  const { token_hash: tokenHash, key_id: keyId, sealed, consent_version, consent_at, ...conversation } = row;
  if (typeof keyId !== 'string') return { ...conversation, contact: null };
  const place = contactPlace(c.var.site.id, String(tokenHash));
  const opened = await unseal(c.env, place, { keyId, sealed: String(sealed) }).catch(() => 'sealed');
  return { ...conversation, contact: opened, consent_version, consent_at };
}
