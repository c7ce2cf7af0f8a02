// Ids, tokens and erase secrets: 144 random bits in 24 letters that need no escaping anywhere.

/** A new secret, base64url. */
export const newSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replace(/[+/]/g, (c) =>
    c === '+' ? '-' : '_',
  );
