import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browserPath } from './executable';
import { fragment, type State } from './link';
import { Playground } from './playground';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Traces cost a sixth of the time, so that only those who want them keep them. */
const TRACED = process.env['CI'] !== undefined || process.env['OUTPATH_TRACE'] !== undefined;
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

let browser: Browser;
const contexts: { context: BrowserContext; page: Page; wrong: string[]; expected: RegExp[] }[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: browserPath(), args: FLAGS });
});
afterAll(() => browser.close());

export interface Options extends BrowserContextOptions {
  /** What comes after the address, as `#v1...` or the name of a file. */
  at?: string;
  /** Opens this by a link. */
  state?: State;
  /** Complaints of the browser that belong to the test. */
  expected?: RegExp[];
  /** Where the page is, if it is not the one that all tests share. */
  home?: string;
  /** Is done before the page is asked for. */
  before?: (page: Page, context: BrowserContext) => Promise<unknown>;
}

/** Opens the page as somebody who has never been there, and waits until it has answered. */
export async function open(options: Options = {}): Promise<Playground> {
  const playground = new Playground(await visit(options));
  await playground.settled();
  return playground;
}

/** Opens an address in a browser that knows nothing yet; whatever it complains of fails the test. */
export async function visit({ at = '', state, expected = [], home = inject('url'), before, ...options }: Options = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    // The page is fetched anew by each test; the one about use without a network allows it to be kept.
    serviceWorkers: 'block',
    ...options,
  });
  if (TRACED) await context.tracing.start({ snapshots: true });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const wrong: string[] = [];
  const { origin } = new URL(home);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'blob:' && url.protocol !== 'data:') wrong.push(`foreign request: ${url.href}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => wrong.push(`error: ${error.error().message}`));
  contexts.push({ context, page, wrong, expected });
  await before?.(page, context);
  await page.goto(home + (state ? fragment(state) : at));
  return page;
}

/** Whatever a test looks at, the page complains of nothing and talks to nobody else. */
afterEach(async (test) => {
  const failed = test.task.result?.state === 'fail';
  const name = test.task.name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80);
  const complaints: string[] = [];
  for (const { context, page, wrong, expected } of contexts.splice(0)) {
    if (failed) {
      mkdirSync(RESULTS, { recursive: true });
      await page.screenshot({ path: `${RESULTS}${name}.png` }).catch(() => undefined);
    }
    // What a worker fetches for itself may be on its way yet.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    if (TRACED) await context.tracing.stop(failed ? { path: `${RESULTS}${name}.zip` } : {});
    await context.close();
    complaints.push(...wrong.filter((one) => !expected.some((pattern) => pattern.test(one))));
  }
  expect(complaints).toEqual([]);
});
