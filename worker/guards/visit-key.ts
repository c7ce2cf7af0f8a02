// Who is one visit today: a keyed hash of site, address and browser that nobody can make again once the salt is gone.

/**
 * 128 bits of HMAC-SHA256 over site, IP (IPv6 cut to its /64) and user agent, base64url. The key is the salt of one local
 * day, so the same browser has another visit key tomorrow. Inputs are not kept anywhere.
 */
export async function visitKey(
  salt: CryptoKey,
  { siteId, ip, userAgent }: { siteId: string; ip: string; userAgent: string },
): Promise<string> {
  const text = new TextEncoder().encode(`${siteId}|${addressPart(ip)}|${userAgent}`);
  return Buffer.from(await crypto.subtle.sign('HMAC', salt, text)).toString('base64url', 0, 16);
}

/** An IPv4 address whole; an IPv6 address as its first 64 bits, since the rest changes by itself (RFC 8981). */
export function addressPart(ip: string): string {
  const address = ip.trim().toLowerCase();
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const whole = [...groups, ...new Array<string>(zeros).fill('0'), ...after];
  return (
    whole
      .slice(0, 4)
      .map((group) => group.replace(/^0+(?=.)/, ''))
      .join(':') + '::/64'
  );
}
