// Who comes: invented people with a device, a browser, a language, and an address from ranges that belong to nobody.
import { nextArrival } from './arrivals.ts';
import type { Dice } from './random.ts';
import type { DeviceName, Visitor } from './visit.ts';

const chrome = (platform: string, mobile: string, version: number): string =>
  `Mozilla/5.0 (${platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0${mobile} Safari/537.36`;
const BROWSERS: Record<DeviceName, (version: number) => string> = {
  phone: (version) =>
    version % 3 === 0
      ? `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${version % 7} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${version % 7} Mobile/15E148 Safari/604.1`
      : chrome('Linux; Android 15; K', ' Mobile', version),
  tablet: (version) => chrome('Linux; Android 14; SM-X210', '', version),
  desktop: (version) => chrome('Windows NT 10.0; Win64; x64', '', version),
};

/** The visitor number `index` when `part` (0…1) of the quarter has passed; two never share an address. */
export function nextVisitor(dice: Dice, index: number, part: number): Visitor {
  const device = dice.weighted({ phone: 66, desktop: 30, tablet: 4 });
  return {
    id: `v${index}`,
    arrival: nextArrival(dice, part),
    device,
    userAgent: BROWSERS[device](dice.whole(138, 156)),
    // RFC 3849: for documentation. Each visitor has a /64 of their own, which is what a visit's key looks at.
    address: `2001:db8:${(index >> 16).toString(16)}:${(index & 0xffff).toString(16)}::${dice.whole(1, 9)}`,
    language: dice.chance(0.08) ? 'en' : 'ru',
  };
}
