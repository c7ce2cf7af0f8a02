// docs/events.md is what a clinic's programmer builds by: its examples are the contract's, its recipe runs, its line of shell checks.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import type { Notice } from '../worker/channels/channel.ts';
import { deliverByWebhook, webhookBody, webhookSignature } from '../worker/channels/webhook.ts';
import { freePort } from '../scripts/ports.ts';
import { EVENTS, webhookEvent } from '../worker/contract/events.ts';

const text = readFileSync(join(import.meta.dirname, '../docs/events.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block]) => block ?? '',
  );
const SECRET = 'a-secret-of-forty-three-letters-and-digits0';

it('shows an example of every event, each as the contract has it', () => {
  const examples = blocks('json').map((block) => v.parse(webhookEvent, JSON.parse(block)));
  expect(examples.map(({ event }) => event)).toEqual(EVENTS);
});

it('lists every event, and every field of every event', () => {
  const listed = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);
  expect(listed(/^\| `(\w+)` \| .* \| (?:yes|no) \|$/gm)).toEqual(EVENTS);
  const rows = text.slice(text.indexOf('## Fields'), text.indexOf('`words` is there only'));
  const fields = [...rows.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? '').matchAll(/`([\w.]+)`/g)].map(([, name]) => name),
  );
  expect(fields.toSorted()).toEqual([...new Set(webhookEvent.options.flatMap(pathsOf))].toSorted());
});

/** `a.b` for each field of a schema; a contact is one field to its reader. */
function pathsOf(schema: object): string[] {
  const { entries = {} } = schema as { entries?: Record<string, object> };
  return Object.entries(entries).flatMap(([name, inner]) => {
    const unwrapped = (inner as { wrapped?: object }).wrapped ?? inner;
    const below = pathsOf(unwrapped);
    return below.length > 0 && name !== 'contact' ? below.map((path) => `${name}.${path}`) : [name];
  });
}

it('names each field for the events that have it', () => {
  const notice = { id: '01JA4Q6WZ3V8B6H4N2C7D9E5FG', site: { id: '01J9ZK3M5N7P9R1S3T5V7W9X1Z', name: 'Я' } };
  for (const event of EVENTS) {
    const body = webhookBody({
      ...notice,
      event,
      site: { ...notice.site, language: 'ru' },
      topic: event === 'test' ? null : 'price',
      conversationId: event === 'test' ? null : '01JA4Q6WXA2B4C6D8E0F2G4H6J',
      link: 'https://otklik.example/',
      atMs: 0,
      ...(event === 'digest' ? { digest: { subject: 'Неделя', text: 'Визитов: 1' } } : {}),
      words: { text: 'canary', when: '', contact: null },
    });
    expect(v.parse(webhookEvent, body).event).toBe(event);
    expect('words' in body).toBe(['question', 'callback', 'message'].includes(event));
  }
});

it('checks by the shell as it says', async () => {
  const body = '{"event":"test","имя":"Рассвет"}';
  const header = await webhookSignature(SECRET, body, 1_792_000_000);
  const [line = ''] = blocks('sh');
  const said = execFileSync('sh', ['-c', line], {
    env: { ...process.env, seconds: '1792000000', body, secret: SECRET },
    encoding: 'utf8',
  });
  expect(header).toBe(`t=1792000000,v1=${said.trim().split(' ').at(-1)}`);
});

describe('the recipe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-recipe-'));
  const leads: { path: string; fields: Record<string, unknown> }[] = [];
  let crmStatus = 200;
  let recipe: ChildProcess;
  let url: string;
  const crm = createServer((request, reply) => {
    void request.toArray().then((parts) => {
      const { fields } = JSON.parse(Buffer.concat(parts).toString()) as { fields: Record<string, unknown> };
      if (crmStatus === 200) leads.push({ path: request.url ?? '', fields });
      reply.writeHead(crmStatus, { 'Content-Type': 'application/json' }).end('{"result":1}');
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
    const port = await freePort();
    url = `http://127.0.0.1:${port}/otklik`;
    writeFileSync(join(folder, 'crm.mjs'), blocks('js')[0] ?? '');
    const address = (crm.address() as AddressInfo).port;
    recipe = spawn(process.execPath, [join(folder, 'crm.mjs')], {
      env: {
        OTKLIK_SECRET: SECRET,
        BITRIX_WEBHOOK: `http://127.0.0.1:${address}/rest/1/key`,
        PORT: String(port),
      },
      stdio: 'ignore',
    });
    await vi.waitFor(async () => expect((await fetch(url)).status).toBe(401), {
      timeout: 20_000,
      interval: 50,
    });
  }, 30_000);
  afterAll(() => {
    recipe.kill();
    crm.closeAllConnections();
    crm.close();
    rmSync(folder, { recursive: true });
  });

  const notice = (id: string, nowMs: number): Notice => ({
    ...{ id, event: 'callback', topic: 'booking', conversationId: '01JA4Q6WXA2B4C6D8E0F2G4H6J', atMs: nowMs },
    site: { id: '01J9ZK3M5N7P9R1S3T5V7W9X1Z', name: 'Рассвет', language: 'ru' },
    link: 'https://otklik.example/x',
    words: {
      text: 'Хочу записаться',
      when: 'после шести',
      contact: { name: 'Анна', phone: '+79000000000', email: '' },
    },
  });
  const send = (id: string, change: { secret?: string; nowMs?: number } = {}) => {
    const { secret = SECRET, nowMs = Date.now() } = change;
    const around = { PUBLIC_URL: 'http://localhost:8787', nowMs };
    return deliverByWebhook({ kind: 'webhook', url, secret }, notice(id, nowMs), around);
  };

  it('makes one lead of a genuine event, however often it comes', async () => {
    const one = '01JA4Q6WZ3V8B6H4N2C7D9E5F1';
    expect([await send(one), await send(one)]).toEqual([{ error: null }, { error: null }]);
    expect(leads).toEqual([
      {
        path: '/rest/1/key/crm.lead.add.json',
        fields: {
          ...{
            TITLE: 'Перезвонить: booking',
            COMMENTS: 'Хочу записаться\nпосле шести\nhttps://otklik.example/x',
          },
          ...{ NAME: 'Анна', PHONE: [{ VALUE: '+79000000000', VALUE_TYPE: 'WORK' }] },
          EMAIL: [{ VALUE: '', VALUE_TYPE: 'WORK' }],
        },
      },
    ]);
  });

  it('refuses a false signature and an old one', async () => {
    const made = leads.length;
    expect(await send('01JA4Q6WZ3V8B6H4N2C7D9E5F2', { secret: 'another' })).toEqual({ error: 'http_401' });
    expect(await send('01JA4Q6WZ3V8B6H4N2C7D9E5F2', { nowMs: Date.now() - 301_000 })).toEqual({
      error: 'http_401',
    });
    expect(leads).toHaveLength(made);
  });

  it('asks to be told again while the CRM fails', async () => {
    const made = leads.length;
    crmStatus = 503;
    expect(await send('01JA4Q6WZ3V8B6H4N2C7D9E5F3')).toEqual({ error: 'http_502' });
    crmStatus = 200;
    expect(await send('01JA4Q6WZ3V8B6H4N2C7D9E5F3')).toEqual({ error: null });
    expect(leads).toHaveLength(made + 1);
  });
});
