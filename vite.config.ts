// Builds the dashboard into dist/: hashed files in dist/assets, beside the widget's own build in dist/_widget.
import { rmSync } from 'node:fs';
import { defineConfig } from 'vite';
import { lookInCss } from './scripts/look-plugin.ts';

export default defineConfig({
  root: 'dashboard',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist',
    // The widget's build lives there too: only our own assets are emptied.
    emptyOutDir: false,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    // One style sheet: it is small, and a page that loads later must not restyle what is painted.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  plugins: [
    lookInCss(),
    {
      name: 'empty-assets',
      buildStart: () => rmSync('dist/assets', { recursive: true, force: true }),
    },
  ],
});
