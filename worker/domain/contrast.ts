// Contrast of the clinic's colour: what is readable on it, and how it must change to be readable on the panel's surface.

/** The lightest of the browsers' own dark page colours (`Canvas` with `color-scheme: dark`). */
export const DARK_CANVAS = '#1e1e1e';

type Rgb = [number, number, number];

function rgb(colour: string): Rgb {
  const n = Number.parseInt(colour.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

const hex = (parts: number[]): string =>
  `#${parts.map((p) => Math.round(p).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance 0…1 of `#rrggbb` (WCAG 2.2, "relative luminance"). */
export function luminance(colour: string): number {
  const [r, g, b] = rgb(colour).map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio 1…21 of two `#rrggbb` colours (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** White or black, whichever reads better on this colour: never under 4.58:1, whatever the colour. */
export const textOn = (colour: string): '#ffffff' | '#000000' =>
  contrastRatio(colour, '#ffffff') >= contrastRatio(colour, '#000000') ? '#ffffff' : '#000000';

/**
 * May a clinic choose this colour? It must stand out from a white page by 3:1 (WCAG 1.4.11), or the button that it fills
 * is not seen as one.
 */
export const isSeenOnWhite = (colour: string): boolean => contrastRatio(colour, '#ffffff') >= 3;

/** The first colour on the way from this one to black that may be chosen; itself when it may. Its hue stays. */
export function seenOnWhite(colour: string): string {
  const from = rgb(colour);
  for (let step = 0; step < 100; step++) {
    const darker = hex(from.map((part) => part * (1 - step / 100)));
    if (isSeenOnWhite(darker)) return darker;
  }
  return '#000000';
}

/** The colour moved towards black or white in steps of 4 % until it reads on `surface` by 4.5:1 (WCAG 1.4.3). */
export function readableOn(surface: string, colour: string): string {
  const [from, to] = [rgb(colour), rgb(textOn(surface))];
  for (let step = 0; step < 25; step++) {
    const mixed = hex(from.map((part, i) => part + ((to[i] ?? 0) - part) * step * 0.04));
    if (contrastRatio(mixed, surface) >= 4.5) return mixed;
  }
  return hex(to);
}
