// Random secrets and their hashes: what is handed out is never what is stored.

/** 256 random bits, base64url. */
export const randomSecret = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');

/** SHA-256 of a text, base64url. Enough for secrets of 128 bits and more (ASVS 6.5.2); never for passwords. */
export async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString(
    'base64url',
  );
}
