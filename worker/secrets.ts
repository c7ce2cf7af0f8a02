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

/** 128 random bits, base64url, 22 characters: for an address that must fit a short message. */
export const shortSecret = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');

/** Without characters that a reader takes for each other. */
const CODE_LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** A code that people can read off a card and type, every letter as likely as any other. No secret. */
export function randomCode(length: number): string {
  let code = '';
  while (code.length < length) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // Of 256 values the last few would favour the first letters.
    if (byte < 248) code += CODE_LETTERS[byte % CODE_LETTERS.length];
  }
  return code;
}
