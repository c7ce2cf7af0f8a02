// Writes the shared measures into both style sheets at build time: custom properties for the dashboard, bare values for the panel.
import type { Plugin } from 'vite';
import { LOOK } from '../worker/domain/look.ts';

const isName = (name: string): name is keyof typeof LOOK => name in LOOK;
const valueOf = (name: string): string | number => {
  if (!isName(name)) throw new Error(`The look has no "${name}".`);
  return LOOK[name];
};

/** Type and space follow the reader's own text size in the dashboard; edges, corners and targets of a finger do not. */
const IN_REM = new Set(['small', 'text', 'lead', 'title']);

/** `look(radiusCard)` in a style sheet of the dashboard → `16px`. */
export const writeLook = (css: string): string =>
  css.replace(/\blook\((\w+)\)/g, (_, name: string) => {
    const value = valueOf(name);
    if (typeof value === 'string') return value;
    return IN_REM.has(name) ? `${value / 16}rem` : `${value}px`;
  });

/** `${LOOK.radius}` in the panel's sheet → `12`: the object itself must not travel with its names. */
export const inlineLook = (code: string): string =>
  code.replace(/\$\{LOOK\.(\w+)\}/g, (_, name: string) => String(valueOf(name)));

export const lookInCss = (): Plugin => ({
  name: 'look-in-css',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/css/tokens.css') ? writeLook(code) : null),
});

export const lookInPanel = (): Plugin => ({
  name: 'look-in-panel',
  enforce: 'pre',
  transform: (code, id) =>
    /\/widget\/(panel\/styles|ratings|inline)\.ts$/.test(id) ? inlineLook(code) : null,
});
