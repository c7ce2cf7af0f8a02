// Builds the sheet of parts as the dashboard is built and serves it on a free port.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { lookInCss } from '../../scripts/look-plugin.ts';

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

/** Its address, and the undo. */
export async function serveSheet(): Promise<{ url: string; stop: () => Promise<void> }> {
  const out = mkdtempSync(join(tmpdir(), 'otklik-sheet-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    plugins: [lookInCss()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://sheet').pathname;
    const file = /^\/assets\/[\w.-]+$/.test(path) ? path : '/index.html';
    response.setHeader('Content-Type', TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain');
    response.end(readFileSync(join(out, file)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      await new Promise((closed) => server.close(closed));
      rmSync(out, { recursive: true, force: true });
    },
  };
}
