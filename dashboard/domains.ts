// Domains as people write them: клиника.рф is stored as xn--80apagcdp.xn--p1ai and shown in its own letters.
import { toUnicode } from 'punycode/';

/** A host name or an origin with each label in its own letters; whatever is no punycode stays as it is. */
export const shownDomain = (ascii: string): string =>
  ascii.replace(/\bxn--[a-z0-9-]+/g, (label) => {
    try {
      return toUnicode(label);
    } catch {
      return label;
    }
  });
