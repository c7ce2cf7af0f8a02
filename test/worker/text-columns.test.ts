// Every text column of the schema is known: what it holds, and that each one with a person's words is reached by erasure and retention.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { addMember, addSite, NOON, testApp } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';
import { addChannel, answer, message, network, rows } from './support/words.ts';

// Hundreds of real requests in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

/**
 * `words`: what a visitor wrote, or what is made of it; must go. `key`: ids and hashes of random secrets. `list`: one of a
 * closed list or a short label with a checked shape. `clinic`: the clinic's own settings and people. `counts`: folded
 * visits. `visit`: pseudonymous until folded, deleted by the fold. `machine`: written by the Worker for itself.
 */
const COLUMNS: Record<'words' | 'key' | 'list' | 'clinic' | 'counts' | 'visit' | 'machine', string> = {
  words: `complaint.note answer.text answer.stems answer.body_hash message.text message.body_hash conversation.call_when internal_note.text
    contact.sealed contact.phone_index contact.email_index`,
  key: `comment_topic.site_id comment_topic.id complaint.site_id complaint.record_id clinic.id site.id site.clinic_id site.key branch.id branch.clinic_id doctor.id doctor.clinic_id doctor.branch_id
    unknown_origin.site_id loader_file.site_id member.id membership.clinic_id membership.member_id membership_site.clinic_id
    membership_site.member_id membership_site.site_id sign_in_link.hash sign_in_link.member_id sign_in_link.clinic_id
    session.hash session.member_id session.clinic_id telegram_link.bot_hash telegram_link.member_id telegram_code.member_id telegram_code.hash telegram_code.clinic_id series.id series.site_id journey_fold.site_id journey_day.site_id
    journey_day.series_id journey_roll.site_id journey_roll.series_id saved_funnel.site_id saved_funnel.id campaign.site_id write_budget.site_id signal_note.site_id signal_note.signal score_day.site_id score_day.series_id survey_count.site_id
    link.id link.site_id link.code link.branch_id link.doctor_id invite.secret_hash invite.site_id invite.link_id
    answer.site_id answer.client_key answer.id answer.series_id
    answer.branch_id answer.doctor_id answer.erase_hash conversation.id conversation.site_id conversation.token_hash
    conversation.erase_hash conversation.branch_id conversation.doctor_id message.conversation_id message.site_id
    message.client_key message.client_id message.member_id contact.conversation_id contact.site_id contact.key_id
    erasure.site_id erasure.record_id channel.id channel.site_id channel.key_id channel.bot_hash notice.id notice.site_id notice.channel_id
    notice.conversation_id notice.once notice.sent_as conversation.team_id conversation.assignee_id conversation.closed_by message.canned_id
    internal_note.conversation_id internal_note.id internal_note.site_id internal_note.client_key internal_note.member_id
    internal_note.to_team_id internal_note.to_member_id canned_reply.site_id canned_reply.id team.id team.clinic_id
    team_member.team_id team_member.member_id`,
  list: `complaint.kind link.kind unknown_origin.origin unknown_origin.first_day unknown_origin.last_day site.data_place site.zone member.language membership.role series.kind series.mode series.zone series.question
    series.moment series.started_on journey_fold.day journey_day.day journey_day.zone journey_day.status journey_roll.kind
    journey_roll.from_day journey_roll.to_day campaign.label
    write_budget.day score_day.day survey_count.day survey_count.question survey_count.moment answer.question answer.moment answer.origin answer.mode answer.day answer.language answer.source
    answer.device answer.loader_version answer.consent_version conversation.kind conversation.topic conversation.state
    conversation.outcome conversation.language conversation.source conversation.device message.author message.language
    message.mode message.origin message.loader_version message.consent_version contact.consent_version erasure.what
    channel.kind notice.event notice.topic internal_note.kind canned_reply.topic`,
  clinic: `comment_topic.name_ru comment_topic.name_en comment_topic.words comment_topic.needles complaint.done_by clinic.name clinic.legal_name clinic.policy_url clinic.consent_version site.name site.domain site.settings
    site.former_stages saved_funnel.name saved_funnel.steps signal_note.note signal_note.by_name link.label link.by_name branch.name doctor.name member.email member.name team.name canned_reply.title canned_reply.text channel.label channel.sealed channel.bot_name`,
  counts: `notice.detail write_budget.seen journey_fold.cursor journey_fold.partial journey_day.paths journey_day.by_source journey_day.by_campaign
    journey_day.by_device journey_day.by_language journey_day.by_entry journey_day.times journey_roll.paths journey_roll.times
    journey_roll.by_source journey_roll.by_campaign journey_roll.by_device journey_roll.by_language journey_roll.by_entry`,
  visit: `visit.site_id visit.day visit.key visit.series_id visit.source visit.campaign visit.device visit.language
    visit.path visit.log visit.asked`,
  machine: `job_run.job job_run.error loader_file.release loader_file.etag loader_file.plain channel.last_error
    notice.last_error`,
};
const names = (kind: keyof typeof COLUMNS): string[] => COLUMNS[kind].split(/\s+/);

let undo: () => void;
beforeEach(() => ({ undo } = network(() => new Response(''))));
afterEach(() => undo());

it('knows every text column of the schema, and no other', async () => {
  const tables = await rows<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'`,
  );
  const columns = await Promise.all(
    tables.map(async ({ name: table }) =>
      (await rows<{ name: string; type: string }>(`PRAGMA table_info("${table}")`))
        .filter(({ type }) => type !== 'INTEGER')
        // The loader's bytes are the same text as `plain`.
        .filter(({ type }) => type !== 'BLOB')
        .map(({ name }) => `${table}.${name}`),
    ),
  );
  const known = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap(names);
  expect(known.toSorted()).toEqual(columns.flat().toSorted());
  expect(new Set(known).size).toBe(known.length);
});

/** A visitor who wrote into every column that can hold words; and what stands in these columns now. */
async function visitorWithWords() {
  const site = await addSite();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const owner = await addMember(site.clinicId, 'owner');
  const app = testApp();
  const contact = { name: 'canary-name', phone: '+79990001122', email: 'canary@mail.example' };
  const m = message({ kind: 'callback', text: 'canary-text', when: 'canary-when', contact, consent: '1' });
  const a = answer({ text: 'canary-comment' });
  for (const [door, body] of [
    ['messages', m],
    ['answers', a],
  ]) {
    expect((await app.fromPage(`/w/${site.key}/${door}`, body)).status).toBe(201);
  }
  await env.DB.prepare(
    `INSERT INTO internal_note (conversation_id, id, site_id, client_key, kind, text, after_seq, at)
     SELECT id, 'n', site_id, 'k', 'note', 'canary-note', 1, ?1 FROM conversation`,
  )
    .bind(NOON)
    .run();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO complaint (site_id, kind, record_id) SELECT site_id, 'comment', id FROM answer WHERE 1
       UNION ALL SELECT site_id, 'conversation', id FROM conversation`,
    ),
    env.DB.prepare(`UPDATE complaint SET note = 'canary-complaint'`),
  ]);
  const values = new Map<string, string>();
  for (const name of names('words')) {
    const [table, column] = name.split('.');
    const [row] = await rows<{ value: string }>(`SELECT ${column} AS value FROM ${table}`);
    values.set(name, row!.value);
  }
  return { site, owner, app, m, a, values };
}

describe.each(['the visitor', 'the clinic', 'retention', 'removal of the site'] as const)(
  'when %s erases',
  (who) => {
    it('nothing stays of any column with words', async () => {
      const { site, owner, app, m, a, values } = await visitorWithWords();
      const found = (text: string) =>
        [...values].filter(([, value]) => text.includes(value)).map(([name]) => name);
      // Every column really held something, or this test would prove nothing.
      expect([...values.values()].every((value) => value.length > 5)).toBe(true);
      expect(found(await dump())).toEqual(names('words'));
      if (who === 'the visitor') {
        await app.fromPage(`/w/${site.key}/erase`, { what: 'conversation', token: m.token, erase: m.erase });
        await app.fromPage(`/w/${site.key}/erase`, { what: 'answer', id: a.id, erase: a.erase });
      } else if (who === 'the clinic') {
        const door = `/api/sites/${site.siteId}`;
        const [conversation] = await rows<{ id: string }>('SELECT id FROM conversation');
        const [comment] = await rows<{ id: string }>('SELECT id FROM answer');
        for (const path of [`conversations/${conversation!.id}`, `comments/${comment!.id}`]) {
          expect((await app.fromMember(owner.cookie, 'DELETE', `${door}/${path}`)).status).toBe(200);
        }
        // The score stays: nobody improves it by erasing.
        expect(await rows('SELECT score, text FROM answer')).toEqual([{ score: 4, text: null }]);
        expect((await app.fromPage(`/w/${site.key}/answers`, a)).status).toBe(422);
      } else if (who === 'removal of the site') {
        const path = `/api/sites/${site.siteId}/removal`;
        expect((await app.fromMember(owner.cookie, 'POST', path, { name: 'Site' })).status).toBe(204);
      } else {
        await deleteExpired(env, NOON + 181 * 86_400_000);
      }
      const left = await dump();
      expect(found(left)).toEqual([]);
      expect(left).not.toMatch(/canary|9990001122/);
    });
  },
);
