// Every request body and query passes here once: size, JSON, schema. Inside the doors nobody checks again.
import type { Context } from 'hono';
import * as v from 'valibot';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';

/** Reads at most `maxBytes` of the body as text; more is refused before it is kept. */
export async function readText(c: Context<AppEnv>, maxBytes: number): Promise<string> {
  const reader = c.req.raw.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new Refusal('body_too_large');
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal('bad_json');
  }
}

/** The JSON body as the schema's output; the first issue names the field. */
export async function readBody<S extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
  maxBytes = 32_768,
): Promise<v.InferOutput<S>> {
  const text = await readText(c, maxBytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('bad_json');
  }
  return parse(schema, json);
}

/** The query string as the schema's output. */
export const readQuery = <S extends v.GenericSchema>(c: Context<AppEnv>, schema: S): v.InferOutput<S> =>
  parse(schema, c.req.query());

function parse<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  throw new Refusal('invalid', v.getDotPath(result.issues[0]) ?? undefined);
}
