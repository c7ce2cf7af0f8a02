// Revalidation for polling: an answer that says the same as the last one costs no bytes.
import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import { sha256 } from '../secrets.ts';

/** `body` as JSON with an ETag made of `content`, what of it can change; 304 when the reader has that already. */
export async function jsonWithTag<Body extends object>(
  c: Context<AppEnv>,
  content: unknown,
  body: Body,
): Promise<Response> {
  const tag = `"${(await sha256(JSON.stringify(content))).slice(0, 22)}"`;
  c.header('ETag', tag);
  c.header('Cache-Control', 'private, no-cache');
  return c.req.header('If-None-Match') === tag ? c.body(null, 304) : c.json(body);
}
