import { expect, inject, test } from 'vitest';
import { visit } from './support/browser';
import type { Page } from 'playwright-core';
import { FIRST } from './support/topologies';

/** A page of somebody else, on the same host for the sake of the test. */
async function host(body: string, theme: 'light' | 'dark' = 'light'): Promise<Page> {
  return visit({
    at: 'wiki.html',
    colorScheme: theme,
    before: (page) =>
      page.route('**/wiki.html', (route) =>
        route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; font-src 'self'" },
          body: `<!doctype html><html lang="en"><title>A runbook</title><script type="module" src="${inject('url')}outpath-atlas.js"></script><main>${body}</main></html>`,
        }),
      ),
  });
}

test('widget-embed: a picture, an answer and its hops in a page of somebody else', async () => {
  const page = await host(`<outpath-atlas src="gallery/${FIRST}/topology.yaml" query="web -> db tcp/5432"></outpath-atlas>`);
  const widget = page.locator('outpath-atlas');
  await widget.getByText('Reachable, there and back').waitFor();
  expect(await widget.getByRole('treeitem', { name: /^host campus\.db/ }).count()).toBe(1);
  expect(await widget.locator('.leg').count()).toBeGreaterThan(1);
  await widget.getByRole('button', { name: 'Next hop' }).click();
  await widget.getByRole('button', { name: 'Next hop' }).click();
  expect(await widget.locator('.number.now').textContent()).toContain('2');
  const box = await widget.boundingBox();
  expect(box?.height).toBeGreaterThan(200);
  expect(await page.locator('textarea, [role=textbox]').count()).toBe(0);
});

test('widget-embed: attributes may change, and what cannot be read is said', async () => {
  const page = await host(`<outpath-atlas src="gallery/${FIRST}/topology.yaml" query="web -> db tcp/5432" theme="dark"></outpath-atlas>`, 'light');
  const widget = page.locator('outpath-atlas');
  await widget.getByText('Reachable, there and back').waitFor();
  const dark = await widget.evaluate((element) => getComputedStyle(element).backgroundColor);
  await widget.evaluate((element) => element.setAttribute('theme', 'light'));
  await page.waitForFunction((dark) => getComputedStyle(document.querySelector('outpath-atlas') ?? document.body).backgroundColor !== dark, dark);
  await widget.evaluate((element) => element.setAttribute('query', 'batch -> db tcp/5432'));
  await widget.getByText('Not reachable').waitFor();
  await widget.evaluate((element) => element.setAttribute('query', 'nobody -> db tcp/5432'));
  await widget.getByText(/nobody/).waitFor();
});

test('widget-embed: a file that is not there is said to be missing', async () => {
  const page = await visit({
    at: 'wiki.html',
    expected: [/404/],
    before: (page) =>
      page.route('**/wiki.html', (route) =>
        route.fulfill({ contentType: 'text/html', body: `<!doctype html><script type="module" src="${inject('url')}outpath-atlas.js"></script><outpath-atlas src="gone.yaml"></outpath-atlas>` }),
      ),
  });
  await page.locator('outpath-atlas').getByText('This network could not be shown.').waitFor();
  expect(await page.locator('outpath-atlas').getByText('gone.yaml: 404').count()).toBe(1);
});
