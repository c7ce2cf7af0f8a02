// The coarse class of a device from its user agent, which is read in memory only.
import type { Device } from '../contract/vocabulary.ts';

/** Phone, tablet or desktop. An iPad that asks for desktop sites says it is a Mac, and is counted as one. */
export function deviceOf(userAgent: string): Device {
  if (/iPad|Tablet|PlayBook|Silk|Kindle|Android(?!.*\bMobile\b)/i.test(userAgent)) return 'tablet';
  return /Mobi|iPhone|iPod|Android|IEMobile|Opera Mini/i.test(userAgent) ? 'phone' : 'desktop';
}
