// Domains as people write them: клиника.рф is stored as xn--80apagcdp.xn--p1ai and shown in its own letters.
import { toUnicode } from 'punycode/';

/** A host name or an origin in its own letters; whatever is no punycode stays as it is. */
export function shownDomain(ascii: string): string {
  try {
    return toUnicode(ascii);
  } catch {
    return ascii;
  }
}
