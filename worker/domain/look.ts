// The measures that widget and dashboard share, once: the build writes them into both style sheets, the Worker into the launcher's.
export const LOOK = {
  /** Also the colour of a button whose clinic chose none. */
  accent: '#0b6e5f',
  font: 'system-ui,sans-serif',
  /** Type, in px at the browser's default size. */
  small: 14,
  text: 16,
  lead: 18,
  title: 24,
  /** Corners, in px: from a mark inside a control to the outermost box. */
  radiusMark: 4,
  radiusInner: 10,
  radius: 12,
  radiusCard: 16,
  radiusBox: 20,
  /** Heights of what is pressed, in px. */
  touch: 44,
  touchMain: 48,
  quick: '.18s',
  shadowBox: '0 12px 48px #0004',
  bad: '#b3261e',
  badOnDark: '#ffb4ab',
} as const;

export type LookName = keyof typeof LOOK;
