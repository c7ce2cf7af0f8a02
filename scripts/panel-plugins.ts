// What the build does to the panel's sources: the chunk's language in place of ./words.ts, and no air inside templates.
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { Language } from '../worker/contract/vocabulary.ts';
import { lookInPanel } from './look-plugin.ts';

const words = (language: Language): string =>
  fileURLToPath(new URL(`../widget/panel/strings/${language}.ts`, import.meta.url));

/** For the build of one panel chunk. */
export function panelPlugins(language: Language): Plugin[] {
  return [
    lookInPanel(),
    {
      name: 'panel-words',
      enforce: 'pre',
      resolveId: (source) => (/(^\.|\/panel)\/words\.ts$/.test(source) ? words(language) : null),
    },
    {
      name: 'panel-air',
      enforce: 'pre',
      transform: (code, id) => (/\/widget\/panel\/[a-z-]+\.ts$/.test(id) ? squeeze(code) : null),
    },
  ];
}

/**
 * Line breaks and indents inside Lit templates, quotes and slashes that HTML does not need: 200 B after compression.
 * Between tags nothing is needed, inside a tag or beside a text one space. Outside of templates only indents change,
 * which the minifier removes anyway.
 */
export const squeeze = (code: string): string =>
  code
    .replace(/>\n\s+</g, '><')
    .replace(/\n\s+(?=[@.?]?[a-z-]+=["$])/g, ' ')
    .replace(/ \/>/g, '>')
    .replace(/ ([a-z-]+)="([\w-]+)"(?=[ >\n])/g, ' $1=$2')
    .replace(/\n\s+/g, '\n ');
