import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Playground } from './playground';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

let browser: Browser;
const contexts: { context: BrowserContext; page: Page; wrong: string[]; expected: RegExp[] }[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env['OUTPATH_CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
});
afterAll(() => browser.close());

export interface Options extends BrowserContextOptions {
  /** What comes after the address, as `#v1...`. */
  at?: string;
  /** Complaints of the browser that belong to the test. */
  expected?: RegExp[];
}

/** Opens the page as somebody who has never been there, and waits until it has answered. */
export async function open({ at = '', expected = [], ...options }: Options = {}): Promise<Playground> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], ...options });
  await context.tracing.start({ screenshots: true, snapshots: true });
  const page = await context.newPage();
  const wrong: string[] = [];
  const home = new URL(inject('url'));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== home.origin && url.protocol !== 'blob:' && url.protocol !== 'data:') wrong.push(`foreign request: ${url.href}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  contexts.push({ context, page, wrong, expected });
  await page.goto(home.href + at);
  const playground = new Playground(page);
  await playground.settled();
  return playground;
}

/** Whatever a test looks at, the page complains of nothing and talks to nobody else. */
afterEach(async (test) => {
  const failed = test.task.result?.state === 'fail';
  const name = test.task.name.replaceAll(/[^a-z0-9]+/gi, '-');
  for (const { context, page, wrong, expected } of contexts.splice(0)) {
    mkdirSync(RESULTS, { recursive: true });
    if (failed) await page.screenshot({ path: `${RESULTS}${name}.png` }).catch(() => undefined);
    await context.tracing.stop(failed ? { path: `${RESULTS}${name}.zip` } : {});
    await context.close();
    expect(wrong.filter((one) => !expected.some((pattern) => pattern.test(one)))).toEqual([]);
  }
});
