import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// `OUTPATH_FIXTURE=1 npm run dev` draws the page from recorded answers, for work on the looks without the module.
const fixture = process.env['OUTPATH_FIXTURE'] === '1';

/** What the page may do, said by the page itself, so that it holds on every host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const policy: Plugin = {
  name: 'policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
};

export default defineConfig({
  base: './',
  plugins: [svelte(), policy],
  resolve: {
    conditions: ['browser'],
    alias: fixture ? [{ find: /^\.\/pkg\/outpath_wasm\.js$/, replacement: here('test/fixture/module.ts') }] : [],
  },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { page: here('index.html'), 'outpath-atlas': here('src/widget/widget.ts') },
      output: {
        // The element is named by people who embed it, so that its name never changes.
        entryFileNames: (chunk) => (chunk.name === 'outpath-atlas' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
